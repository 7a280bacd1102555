using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.Targets;

namespace Samovar.MarkovChains;

/// <summary>The chains of a run on their way through warm-up and draws: where they are, with which step and which map they go on.</summary>
internal sealed class NoUTurnCourse
{
    private readonly NoUTurnOptions options;
    private readonly ITarget target;
    private readonly NoUTurnProgress progress;
    private readonly WorkerPool pool;
    private readonly NoUTurnChain[] chains;
    private readonly Batch positions;
    private int corrections;

    public NoUTurnCourse(NoUTurnOptions options, ITarget target, Batch starts, RandomStream random, NoUTurnProgress progress, WorkerPool pool)
    {
        this.options = options;
        this.target = target;
        this.progress = progress;
        this.pool = pool;
        chains = [.. Enumerable.Range(0, starts.Count).Select(chain => new NoUTurnChain(target.Dimension, options, random.Split(chain)))];
        positions = starts.Slice(0, starts.Count);
        Map = NoUTurnMap.Identity(target.Dimension);
        StepSize = options.StepSize ?? WhiteStep;
    }

    /// <summary>Leapfrog step in whitened coordinates.</summary>
    public double StepSize { get; private set; }

    /// <summary>From whitened coordinates to the target's.</summary>
    public AffineMap Map { get; private set; }

    /// <summary>All that has happened so far.</summary>
    public NoUTurnTotals Totals { get; private set; }

    /// <summary>First guess where the scales are 1: the step that keeps the acceptance shrinks like d^(−1/4). Source: Beskos et al., 2013, doi:10.3150/12-BEJ414.</summary>
    private double WhiteStep => Math.Pow(target.Dimension, -0.25);

    public void WarmUp(NoUTurnWindow window)
    {
        if (window.Purpose == NoUTurnPurpose.Correction)
        {
            Correct(window.Steps);
            return;
        }

        StepSizeAdaptation[] adaptations = [.. chains.Select(_ => new StepSizeAdaptation(StepSize, options.Acceptance))];
        NoUTurnStretch stretch = Advance(window.Steps, adaptations);
        StepSize = Median(adaptations.Select(adaptation => adaptation.AveragedStepSize));
        if (window.Purpose == NoUTurnPurpose.Map)
        {
            Map = NoUTurnMap.Of(stretch.Trace, options.LargestDenseDimension);
            StepSize = WhiteStep;
        }
    }

    /// <summary>Draws with what has been adapted.</summary>
    public NoUTurnStretch Draw(int steps) => Advance(steps, null);

    /// <summary>
    /// One step of stochastic approximation on ln ε with all chains together. In high dimension the acceptance is 2Φ(−s/2) with s proportional to ε²,
    /// so that around 0.8 it falls by 0.4 per unit of ln ε. Source of the law: Beskos et al., 2013, doi:10.3150/12-BEJ414.
    /// </summary>
    private void Correct(int steps)
    {
        const double Slope = 0.4;
        NoUTurnTotals totals = Advance(steps, null).Totals;
        corrections++;
        StepSize *= Math.Exp(((totals.Acceptance / totals.Transitions) - options.Acceptance) / Slope / corrections);
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return 0.5 * (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]);
    }

    private NoUTurnStretch Advance(int steps, StepSizeAdaptation[]? adaptations)
    {
        Batch white = new(positions.Count, positions.Dimension);
        Map.Invert(positions, white);
        for (int chain = 0; chain < chains.Length; chain++)
        {
            chains[chain].StepSize = StepSize;
            chains[chain].Place(white.Row(chain));
        }

        NoUTurnStretch stretch = new(target, Map, chains, steps, adaptations, progress);
        pool.Run(stretch.Blocks, stretch);
        for (int chain = 0; chain < chains.Length && steps > 0; chain++)
        {
            stretch.Trace.At(chain, steps - 1).CopyTo(positions.Row(chain));
        }

        Totals += stretch.Totals;
        return stretch;
    }
}
