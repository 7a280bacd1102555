using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Targets;

namespace Samovar.Methods;

/// <summary>Coordinates in which a target of one mode is about standard normal: a path from N(0, I) is short there, and all coordinates are alike.</summary>
internal static class PathCoordinates
{
    private const int Steps = 150;
    private const int WarmUp = 300;
    private const int Rounds = 2;

    /// <summary>Chains that differ by less than this factor found the same law.</summary>
    private const double Agreement = 1.3;

    /// <summary>A chain that travelled less than this share of the median never left its start.</summary>
    private const double Stuck = 0.05;

    /// <summary>Where more chains than this share are stuck, the others do not speak for all.</summary>
    private const double MostStuck = 0.25;

    /// <summary>A Gaussian that the target knows, the moments that short chains agree on, or those of longer chains where a few of the short ones never moved.</summary>
    /// <remarks>One start in the far tail, from which every proposal fails, makes chains disagree. So those that never moved go on from where others are, all are whitened by
    /// what they saw, and asked again, twice at most (docs/decisions/0017).</remarks>
    /// <param name="target">The target; its evaluations are counted by the caller's meter.</param>
    /// <param name="random">Source of randomness.</param>
    /// <returns>The coordinates, or where chains do not agree, what they found: as on separate modes, or where some stuck because no step suits all places.</returns>
    public static (AffineMap? Coordinates, TargetProbe? Probe, bool Sticks) Of(ITarget target, RandomStream random)
    {
        if (target.Capability<IHasGaussianApproximation>() is { } known)
        {
            return (known.GaussianApproximation, null, false);
        }

        (TargetProbe probe, ChainState state, ChainMoments moments) = TargetProbe.Run(target, random.Named("probe"));
        if (probe.ChainsAgree)
        {
            return (moments.Map, probe, false);
        }

        int[] moving = Moving(moments.Travels);
        bool sticks = moving.Length < state.Positions.Count;
        bool asks = sticks && moving.Length >= (1 - MostStuck) * state.Positions.Count;
        return (asks ? OfLongerChains(target, Gathered(state.Positions, moving), moments, random.Named("coordinates")) : null, probe, sticks);
    }

    private static int[] Moving(double[] travels)
    {
        double least = Stuck * travels.Order().ElementAt(travels.Length / 2);
        return [.. Enumerable.Range(0, travels.Length).Where(chain => travels[chain] >= least)];
    }

    private static AffineMap? OfLongerChains(ITarget target, Batch positions, ChainMoments moments, RandomStream random)
    {
        for (int round = 0; round < Rounds && moments.WorstReduction > Agreement; round++)
        {
            WarmChains warm = WarmChains.Of(target, positions, new HamiltonianMonteCarlo(new HamiltonianOptions()), WarmUp, random);
            moments = new ChainMoments(positions.Count, target.Dimension);
            for (int step = 0; step < Steps; step++)
            {
                warm.State.Step(warm.Kernel);
                positions = warm.Positions;
                moments.Add(positions, warm.State.Score);
            }
        }

        return moments.WorstReduction < Agreement ? moments.Map : null;
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
}
