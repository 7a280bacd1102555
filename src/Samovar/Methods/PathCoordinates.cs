using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Targets;

namespace Samovar.Methods;

/// <summary>Coordinates in which a target of one mode is about standard normal: a path from N(0, I) is short there, and all coordinates are alike.</summary>
internal static class PathCoordinates
{
    private const int Chains = 64;
    private const int Steps = 150;
    private const int WarmUp = 300;
    private const int Rounds = 2;

    /// <summary>Chains that differ by less than this factor found the same law.</summary>
    private const double Agreement = 1.3;

    /// <summary>Chains that differ by less than this factor in the end have moments that are good enough for coordinates.</summary>
    private const double Apart = 2;

    /// <summary>A chain that travelled less than this share of the median never left its start.</summary>
    private const double Stuck = 0.05;

    /// <summary>Where more chains than this share are stuck, the others do not speak for all.</summary>
    private const double MostStuck = 0.25;

    /// <summary>A Gaussian that the target knows, the moments that short chains agree on, or those of longer chains.</summary>
    /// <remarks>The probe's chains are short, and one start in the far tail, where every proposal fails, makes them disagree. So those that never moved go on from where
    /// others are, all are whitened by what they saw, and asked again, twice at most (docs/decisions/0017).</remarks>
    /// <param name="target">The target; its evaluations are counted by the caller's meter.</param>
    /// <param name="random">Source of randomness.</param>
    /// <returns>The coordinates, or where chains do not agree, as on separate modes, what they found.</returns>
    public static (AffineMap? Coordinates, TargetProbe? Probe) Of(ITarget target, RandomStream random)
    {
        if (target.Capability<IHasGaussianApproximation>() is { } known)
        {
            return (known.GaussianApproximation, null);
        }

        TargetProbe probe = TargetProbe.Of(target, random.Named("probe"));
        AffineMap? coordinates = probe.ChainsAgree ? new AffineMap(probe.Mean, probe.Covariance) : OfLongerChains(target, random.Named("coordinates"));
        return (coordinates, probe);
    }

    /// <summary>Chains from scattered starts: if all move, they agree or not; if a few never did, all go on from where the others are.</summary>
    private static AffineMap? OfLongerChains(ITarget target, RandomStream random)
    {
        ChainState state = Scattered(target, random);
        ITunableKernel kernel = StepSizeAdaptation.Tune(new HamiltonianMonteCarlo(new HamiltonianOptions()), state, Steps);
        ChainMoments moments = Run(state, kernel, () => state.Positions);
        double[] travels = moments.Travels;
        double least = Stuck * travels.Order().ElementAt(Chains / 2);
        int[] moving = [.. Enumerable.Range(0, Chains).Where(chain => travels[chain] >= least)];
        if (moving.Length == Chains || moving.Length < (1 - MostStuck) * Chains)
        {
            return moving.Length == Chains && moments.WorstReduction < Agreement ? moments.Map : null;
        }

        Batch positions = Gathered(state.Positions, moving);
        for (int round = 0; round < Rounds && moments.WorstReduction > Agreement; round++)
        {
            WarmChains warm = WarmChains.Of(target, positions, new HamiltonianMonteCarlo(new HamiltonianOptions()), WarmUp, random);
            moments = Run(warm.State, warm.Kernel, () => warm.Positions);
            positions = warm.Positions;
        }

        return moments.WorstReduction < Apart ? moments.Map : null;
    }

    private static ChainMoments Run(ChainState state, ITunableKernel kernel, Func<Batch> positions)
    {
        ChainMoments moments = new(state.Count, state.Dimension);
        for (int step = 0; step < Steps; step++)
        {
            state.Step(kernel);
            moments.Add(positions(), state.Score);
        }

        return moments;
    }

    /// <summary>The chains that move, each where it is, and in place of every other one of them.</summary>
    private static Batch Gathered(Batch reached, int[] moving)
    {
        Batch gathered = new(reached.Count, reached.Dimension);
        for (int chain = 0; chain < reached.Count; chain++)
        {
            reached.Row(Array.BinarySearch(moving, chain) >= 0 ? chain : moving[chain % moving.Length]).CopyTo(gathered.Row(chain));
        }

        return gathered;
    }

    private static ChainState Scattered(ITarget target, RandomStream random)
    {
        Batch starts = new(Chains, target.Dimension);
        random.FillNormal(starts.Values);
        double scale = TargetProbe.StartScale(target);
        foreach (ref float value in starts.Values)
        {
            value *= (float)scale;
        }

        return new ChainState(target, starts, random);
    }
}
