using System.Runtime.CompilerServices;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Draws by Hamiltonian chains at the target that stand in for exact ones, made once per process and target with a fixed seed.</summary>
internal sealed class ChainPool : IHasExactDraws
{
    private const ulong Seed = 30_000;
    private const int Chains = 256;
    private const int Tuning = 100;
    private const int WarmUp = 100;
    private const int Snapshots = 40;
    private const int MovesBetween = 10;

    private static readonly ConditionalWeakTable<IHasReferenceStart, ChainPool> Known = [];

    private readonly PooledDraws draws;

    private ChainPool(ITarget target, IReadOnlyList<float> start)
    {
        Batch starts = new(Chains, target.Dimension);
        for (int chain = 0; chain < Chains; chain++)
        {
            for (int column = 0; column < target.Dimension; column++)
            {
                starts[chain, column] = start[column];
            }
        }

        ChainState state = new(target, starts, RandomStream.FromSeed(Seed));
        ITunableKernel kernel = StepSizeAdaptation.Tune(new HamiltonianMonteCarlo(new HamiltonianOptions { StepSize = 0.01, LeapfrogSteps = 20, StepSpread = 0.5 }), state, Tuning);
        Batch pool = new(Snapshots * Chains, target.Dimension);
        for (int move = 1 - WarmUp; move <= Snapshots * MovesBetween; move++)
        {
            state.Step(kernel);
            if (move > 0 && move % MovesBetween == 0)
            {
                state.Positions.Values.CopyTo(pool.Values[(((move / MovesBetween) - 1) * starts.Values.Length)..]);
            }
        }

        draws = new PooledDraws(pool);
    }

    /// <summary>The pool of a target that says where chains begin.</summary>
    /// <param name="target">The target; its evaluations for this purpose are not counted.</param>
    /// <param name="plan">What it says.</param>
    public static ChainPool Of(ITarget target, IHasReferenceStart plan) => Known.GetValue(plan, key => new ChainPool(key as ITarget ?? target, key.ReferenceStart));

    /// <inheritdoc/>
    public void DrawExactly(Batch destination, RandomStream random) => draws.DrawExactly(destination, random);
}
