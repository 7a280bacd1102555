using Samovar.MarkovChains;

namespace Samovar.Methods.Classical;

/// <summary>The Markov kernel by which a tempered method explores each temperature.</summary>
public enum Explorer
{
    /// <summary>Hamiltonian, and in few dimensions a slice sweep after it.</summary>
    Auto,

    /// <summary>Short Hamiltonian trajectories with widely spread step sizes.</summary>
    Hmc,

    /// <summary>Single Langevin steps.</summary>
    Mala,

    /// <summary>Hamiltonian trajectories, each followed by a slice sweep over all coordinates: for widths that vary by orders of magnitude.</summary>
    Sweep,
}

/// <summary>Makes the kernels that <see cref="Explorer"/> names.</summary>
internal static class Explorers
{
    /// <summary>In so few dimensions a sweep over all coordinates is no dearer than the rest.</summary>
    private const int FewDimensions = 16;

    /// <summary>The kernel, not yet tuned.</summary>
    /// <param name="explorer">Its kind.</param>
    /// <param name="dimension">Number of coordinates d.</param>
    /// <param name="stepSpread">Logarithm of the largest over the smallest step of Hamiltonian trajectories.</param>
    public static ITunableKernel Make(Explorer explorer, int dimension, double stepSpread = 1.5)
    {
        HamiltonianMonteCarlo hamiltonian = new(new HamiltonianOptions { StepSize = 0.5, LeapfrogSteps = 10, StepSpread = stepSpread });
        return explorer switch
        {
            Explorer.Mala => new Mala(0.1),
            Explorer.Sweep => new SweepingKernel(hamiltonian, new SliceSampler(new SliceOptions())),
            Explorer.Auto when dimension <= FewDimensions => Make(Explorer.Sweep, dimension, stepSpread),
            _ => hamiltonian,
        };
    }
}
