using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Targets;

namespace Samovar.Methods;

/// <summary>What a method needs to know of a target before training: how wide, how stiff, and whether short chains from all over agree.</summary>
/// <param name="Extent">Half-width of the region that holds the mass, in the units of the points.</param>
/// <param name="SquaredScore">Mean squared score per coordinate, near the mass.</param>
/// <param name="ChainsAgree">Whether short Hamiltonian chains from scattered starts found the same law; then one mode, or well connected ones.</param>
/// <param name="Mean">[d] mean over all chains.</param>
/// <param name="Covariance">[d, d] covariance over all chains.</param>
public sealed record TargetProbe(double Extent, double SquaredScore, bool ChainsAgree, IReadOnlyList<double> Mean, double[,] Covariance)
{
    private const int Chains = 64;
    private const int TuningSteps = 150;
    private const int Steps = 150;
    private const double UnknownExtent = 4;
    private const double Agreement = 1.3;

    /// <summary>Runs the chains.</summary>
    /// <param name="target">The target; its evaluations are counted by the caller's meter.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    /// <returns>The findings. The extent is that of the target's card where it has one and the chains disagree; otherwise it is measured.</returns>
    public static TargetProbe Of(ITarget target, RandomStream random) => Run(target, random).Probe;

    /// <summary>The same, with where the chains are and what they saw.</summary>
    internal static (TargetProbe Probe, ChainState State, ChainMoments Moments) Run(ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(random);
        double? known = target.Capability<IHasCard>()?.Card.Scale;
        Batch starts = new(Chains, target.Dimension);
        random.FillNormal(starts.Values);
        foreach (ref float value in starts.Values)
        {
            value *= (float)(0.5 * (known ?? UnknownExtent));
        }

        ChainState state = new(target, starts, random);
        ITunableKernel kernel = StepSizeAdaptation.Tune(new HamiltonianMonteCarlo(new HamiltonianOptions()), state, TuningSteps);
        ChainMoments moments = new(Chains, target.Dimension);
        for (int step = 0; step < Steps; step++)
        {
            state.Step(kernel);
            moments.Add(state.Positions, state.Score);
        }

        bool agree = moments.WorstReduction < Agreement;
        double extent = agree || known is null ? moments.Extent : known.Value;
        return (new TargetProbe(extent, moments.SquaredScore, agree, moments.Mean, moments.Covariance), state, moments);
    }
}
