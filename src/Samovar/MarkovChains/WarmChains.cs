using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.MarkovChains;

/// <summary>Chains after warm-up: in coordinates whitened by what they saw, with a tuned kernel.</summary>
/// <param name="State">The chains, in whitened coordinates.</param>
/// <param name="Kernel">The tuned kernel.</param>
/// <param name="Map">From whitened coordinates to those of the target.</param>
public sealed record WarmChains(ChainState State, ITunableKernel Kernel, AffineMap Map)
{
    private const double Shrinkage = 5;

    /// <summary>[chains, d] positions in the coordinates of the target.</summary>
    public Batch Positions
    {
        get
        {
            Batch white = State.Positions;
            Batch points = new(white.Count, white.Dimension);
            Map.Apply(white, points);
            return points;
        }
    }

    /// <summary>Tunes the step size, measures mean and covariance, and tunes the step size again in the coordinates that these whiten.</summary>
    /// <param name="target">The density.</param>
    /// <param name="starts">[chains, d] starting points.</param>
    /// <param name="kernel">The kernel and its first step size.</param>
    /// <param name="steps">Steps of the whole warm-up, at least 6.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    public static WarmChains Of(ITarget target, Batch starts, ITunableKernel kernel, int steps, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 6);
        int part = steps / 3;
        ChainState state = new(target, starts, random);
        ITunableKernel tuned = StepSizeAdaptation.Tune(kernel, state, part);
        SampleMoments moments = new(target.Dimension);
        for (int step = 0; step < part; step++)
        {
            state.Step(tuned);
            moments.Add(state.Positions);
        }

        AffineMap map = new(moments.Mean, moments.Covariance(Shrinkage));
        Batch white = new(starts.Count, target.Dimension);
        map.Invert(state.Positions, white);
        ChainState whitened = new(new WhitenedTarget(target, map), white, random);
        return new WarmChains(whitened, StepSizeAdaptation.Tune(kernel, whitened, steps - (2 * part)), map);
    }
}
