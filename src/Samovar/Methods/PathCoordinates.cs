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
    private const int Rounds = 4;

    /// <summary>Chains that differ by less than this factor found the same law.</summary>
    private const double Agreement = 1.3;

    /// <summary>Chains that all move and differ by more than this factor are in modes of their own; below it, in the end, their moments are good enough for coordinates.</summary>
    private const double Apart = 2;

    /// <summary>A chain that travelled less than this share of the median never left its start.</summary>
    private const double Stuck = 0.05;

    /// <summary>Where more chains than this share are stuck, the others do not speak for all.</summary>
    private const double MostStuck = 0.25;

    /// <summary>A Gaussian that the target knows, the moments that short chains agree on, or those of longer chains.</summary>
    /// <remarks>The probe's chains are short, and one start in the far tail, where every proposal fails, makes them disagree. So those that never moved go on from where
    /// others are, all are whitened by what they saw, and asked again, a few times (docs/decisions/0017).</remarks>
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

    private static AffineMap? OfLongerChains(ITarget target, RandomStream random)
    {
        Batch? positions = Gathered(target, random);
        for (int round = 0; positions is not null && round < Rounds; round++)
        {
            WarmChains warm = WarmChains.Of(target, positions, new HamiltonianMonteCarlo(new HamiltonianOptions()), WarmUp, random);
            ChainMoments moments = new(Chains, target.Dimension);
            for (int step = 0; step < Steps; step++)
            {
                warm.State.Step(warm.Kernel);
                positions = warm.Positions;
                moments.Add(positions, warm.State.Score);
            }

            if (moments.WorstReduction < (round < Rounds - 1 ? Agreement : Apart))
            {
                return new AffineMap(moments.Mean, moments.Covariance);
            }
        }

        return null;
    }

    /// <summary>Chains from scattered starts after a while; null if too many never moved, or all did and are apart.</summary>
    private static Batch? Gathered(ITarget target, RandomStream random)
    {
        Batch starts = new(Chains, target.Dimension);
        random.FillNormal(starts.Values);
        double scale = TargetProbe.StartScale(target);
        foreach (ref float value in starts.Values)
        {
            value *= (float)scale;
        }

        ChainState state = new(target, starts, random);
        ITunableKernel kernel = StepSizeAdaptation.Tune(new HamiltonianMonteCarlo(new HamiltonianOptions()), state, Steps);
        ChainMoments moments = new(Chains, target.Dimension);
        for (int step = 0; step < Steps; step++)
        {
            state.Step(kernel);
            moments.Add(state.Positions, state.Score);
        }

        double[] travels = moments.Travels;
        double least = Stuck * travels.Order().ElementAt(Chains / 2);
        int[] moving = [.. Enumerable.Range(0, Chains).Where(chain => travels[chain] >= least)];
        bool apart = moving.Length == Chains && moments.WorstReduction > Apart;
        if (apart || moving.Length < (1 - MostStuck) * Chains)
        {
            return null;
        }

        Batch reached = state.Positions;
        Batch gathered = new(Chains, target.Dimension);
        for (int chain = 0; chain < Chains; chain++)
        {
            int source = travels[chain] >= least ? chain : moving[chain % moving.Length];
            reached.Row(source).CopyTo(gathered.Row(chain));
        }

        return gathered;
    }
}
