using System.Runtime.CompilerServices;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.MarkovChains.Tempering;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Draws by chains that stand in for exact ones, made once per process and target with a fixed seed. Evaluations for this purpose are not counted.</summary>
internal static class ReferencePool
{
    private const ulong Seed = 30_000;
    private const int Ladders = 32;

    private const int Chains = 256;
    private const int TuningMoves = 100;
    private const int WarmUpMoves = 100;
    private const int Snapshots = 40;
    private const int MovesBetween = 10;

    private static readonly ConditionalWeakTable<object, PooledDraws> Known = [];

    /// <summary>The pool of a target that parallel tempering reaches.</summary>
    /// <param name="target">The target.</param>
    /// <param name="plan">How far tempered chains start out, and how long they run.</param>
    public static IHasExactDraws Of(ITarget target, IHasReferenceDraws plan) => Known.GetValue(plan, key => new PooledDraws(Tempered(key as ITarget ?? target, plan)));

    /// <summary>The pool of a target that Hamiltonian chains reach.</summary>
    /// <param name="target">The target.</param>
    /// <param name="plan">Where they begin.</param>
    public static IHasExactDraws Of(ITarget target, IHasReferenceStart plan) => Known.GetValue(plan, key => new PooledDraws(Moved(key as ITarget ?? target, plan)));

    private static Batch Tempered(ITarget target, IHasReferenceDraws plan)
    {
        int scans = plan.ReferenceScans;
        double[] variances = new double[target.Dimension];
        variances.AsSpan().Fill(plan.ReferenceWidth * plan.ReferenceWidth);
        // The number of draws is fixed: the precision of ln Z, which would prolong the run, is of no interest here.
        ParallelTempering tempering = new(new ParallelTemperingOptions { Ladders = Ladders, LeastScans = scans, MostScans = scans, Precision = 1e9 });
        return tempering.Run(target, AffineMap.Diagonal(new double[target.Dimension], variances), scans * Ladders, RandomStream.FromSeed(Seed)).Trace.Points(scans * Ladders);
    }

    private static Batch Moved(ITarget target, IHasReferenceStart plan)
    {
        float[] start = [.. plan.ReferenceStart];
        Batch starts = new(Chains, target.Dimension);
        for (int chain = 0; chain < Chains; chain++)
        {
            start.CopyTo(starts.Row(chain));
        }

        ChainState state = new(target, starts, RandomStream.FromSeed(Seed));
        HamiltonianMonteCarlo first = new(new HamiltonianOptions { StepSize = 0.01, LeapfrogSteps = 20, StepSpread = 0.5 });
        ITunableKernel kernel = StepSizeAdaptation.Tune(first, state, TuningMoves);
        Move(WarmUpMoves);
        Batch pool = new(Snapshots * Chains, target.Dimension);
        for (int snapshot = 0; snapshot < Snapshots; snapshot++)
        {
            Move(MovesBetween);
            state.Positions.Values.CopyTo(pool.Values[(snapshot * starts.Values.Length)..]);
        }

        return pool;

        void Move(int moves)
        {
            for (int move = 0; move < moves; move++)
            {
                state.Step(kernel);
            }
        }
    }
}
