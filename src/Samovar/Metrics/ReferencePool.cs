using System.Runtime.CompilerServices;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains.Tempering;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Draws by parallel tempering that stand in for exact ones, made once per process and target with a fixed seed.</summary>
internal sealed class ReferencePool : IHasExactDraws
{
    private const ulong Seed = 30_000;
    private const int Ladders = 32;

    private static readonly ConditionalWeakTable<IHasReferenceDraws, ReferencePool> Known = [];

    private readonly PooledDraws draws;

    private ReferencePool(ITarget target, IHasReferenceDraws plan)
    {
        int scans = plan.ReferenceScans;
        double[] variances = new double[target.Dimension];
        variances.AsSpan().Fill(plan.ReferenceWidth * plan.ReferenceWidth);
        // The number of draws is fixed: the precision of ln Z, which would prolong the run, is of no interest here.
        ParallelTempering tempering = new(new ParallelTemperingOptions { Ladders = Ladders, LeastScans = scans, MostScans = scans, Precision = 1e9 });
        draws = new PooledDraws(tempering.Run(target, AffineMap.Diagonal(new double[target.Dimension], variances), scans * Ladders, RandomStream.FromSeed(Seed))
            .Trace.Points(scans * Ladders));
    }

    /// <summary>The pool of a target that says how to make it.</summary>
    /// <param name="target">The target; its evaluations for this purpose are not counted.</param>
    /// <param name="plan">What it says.</param>
    public static ReferencePool Of(ITarget target, IHasReferenceDraws plan) => Known.GetValue(plan, key => new ReferencePool(key as ITarget ?? target, key));

    /// <inheritdoc/>
    public void DrawExactly(Batch destination, RandomStream random) => draws.DrawExactly(destination, random);
}
