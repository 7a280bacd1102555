using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.MarkovChains;

/// <summary>Settings of <see cref="HamiltonianReference"/>.</summary>
public sealed record HamiltonianReferenceOptions
{
    /// <summary>Number of chains. Range [2, ∞). Default 64.</summary>
    public int Chains
    {
        get;
        init => field = Require.That(value, value >= 2, "At least two chains are needed to see disagreement.");
    } = 64;

    /// <summary>Steps of warm-up, dropped. Range [100, ∞). Default 500.</summary>
    public int WarmUp
    {
        get;
        init => field = Require.That(value, value >= 100, "At least 100 steps of warm-up are needed to tune the step size twice.");
    } = 500;

    /// <summary>Steps kept per chain. Range [4, ∞). Default 1,000.</summary>
    public int Steps
    {
        get;
        init => field = Require.That(value, value >= 4, "At least 4 steps are needed for split R-hat.");
    } = 1_000;

    /// <summary>Leapfrog steps per step. Range [1, ∞). Default 16.</summary>
    public int LeapfrogSteps
    {
        get;
        init => field = Require.That(value, value >= 1, "At least one leapfrog step is needed.");
    } = 16;

    /// <summary>Standard deviation of the Gaussian starting points. Range (0, ∞). Default 1.</summary>
    public double StartScale
    {
        get;
        init => field = Require.That(value, value > 0, "Starting points need a positive spread.");
    } = 1;
}

/// <summary>What a long run of many chains says about a density, and how far it can be trusted.</summary>
/// <param name="Means">[d] posterior means.</param>
/// <param name="StandardDeviations">[d] posterior standard deviations.</param>
/// <param name="MeanStandardErrors">[d] standard errors of the means, from the spread between chains.</param>
/// <param name="SplitRHats">[d] split R-hat; above 1.01 the chains disagree.</param>
/// <param name="LastPositions">[chains, d] where the chains ended: approximately independent draws.</param>
/// <param name="Acceptance">Mean acceptance probability.</param>
/// <param name="Divergent">Proposals rejected because a number was not finite, after warm-up.</param>
public sealed record ReferenceMoments(
    IReadOnlyList<double> Means,
    IReadOnlyList<double> StandardDeviations,
    IReadOnlyList<double> MeanStandardErrors,
    IReadOnlyList<double> SplitRHats,
    Batch LastPositions,
    double Acceptance,
    long Divergent)
{
    /// <summary>The worst split R-hat.</summary>
    public double WorstRHat => SplitRHats.Max();
}

/// <summary>A long multi-chain Hamiltonian run with warm-up: the reference for posteriors without exact draws.</summary>
/// <remarks>Chains that start around 0 do not visit separated modes in their right proportions: this is for densities with one mode.</remarks>
public static class HamiltonianReference
{
    /// <summary>Runs the chains.</summary>
    /// <param name="target">The density.</param>
    /// <param name="options">Settings.</param>
    /// <param name="random">Source of randomness; advanced once.</param>
    public static ReferenceMoments Run(ITarget target, HamiltonianReferenceOptions options, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(random);
        RandomStream own = random.Fork();
        WarmChains warm = WarmChains.Of(target, Starts(target.Dimension, options, own), new HamiltonianMonteCarlo(new HamiltonianOptions { LeapfrogSteps = options.LeapfrogSteps }), options.WarmUp, own);
        HalfChainMoments moments = new(options.Chains, target.Dimension);
        double acceptance = 0;
        long divergent = 0;
        for (int step = 0; step < options.Steps; step++)
        {
            StepInfo info = warm.State.Step(warm.Kernel);
            acceptance += info.Acceptance / options.Steps;
            divergent += info.Divergent;
            moments.Add(step < options.Steps / 2 ? 0 : 1, warm.Positions);
        }

        double[] Each(Func<int, double> statistic) => Enumerable.Range(0, target.Dimension).Select(statistic).ToArray();
        return new ReferenceMoments(
            Each(moments.Mean),
            Each(column => Math.Sqrt(moments.Variance(column))),
            Each(moments.StandardError),
            Each(moments.SplitRHat),
            warm.Positions,
            acceptance,
            divergent);
    }

    private static Batch Starts(int dimension, HamiltonianReferenceOptions options, RandomStream random)
    {
        Batch starts = new(options.Chains, dimension);
        random.FillNormal(starts.Values);
        foreach (ref float value in starts.Values)
        {
            value *= (float)options.StartScale;
        }

        return starts;
    }
}
