namespace Samovar.MarkovChains;

/// <summary>The Metropolis-adjusted Langevin algorithm: x' = x + h·score(x) + √(2h)·ξ, accepted with the Metropolis probability.</summary>
/// <remarks>
/// It is Hamiltonian Monte Carlo with one leapfrog step of size √(2h): same proposal, same acceptance, and so it runs here.
/// One score evaluation per step. Source: Roberts and Tweedie, 1996, Bernoulli 2(4); for the equivalence Neal, 2011, arXiv:1206.1901, section 5.2.
/// </remarks>
public sealed class Mala : ITunableKernel
{
    private readonly HamiltonianMonteCarlo leap;

    /// <summary>Makes the kernel.</summary>
    /// <param name="stepSize">h, in squared length; positive.</param>
    public Mala(double stepSize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepSize);
        StepSize = stepSize;
        leap = new HamiltonianMonteCarlo(new HamiltonianOptions { StepSize = Math.Sqrt(2 * stepSize), LeapfrogSteps = 1, StepSpread = 0 });
    }

    /// <summary>h, in squared length.</summary>
    public double StepSize { get; }

    /// <summary>0.574. Source: Roberts and Rosenthal, 1998, Journal of the Royal Statistical Society B 60(1).</summary>
    public double BestAcceptance => 0.574;

    /// <inheritdoc/>
    public ITunableKernel WithStepSize(double stepSize) => new Mala(stepSize);

    /// <inheritdoc/>
    public StepInfo Move(ChainBlock block, TemperedLanes density) => leap.Move(block, density);
}
