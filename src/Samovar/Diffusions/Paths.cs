using Samovar.Compute;
using Samovar.Compute.Randomness;

namespace Samovar.Diffusions;

/// <summary>n trajectories of a controlled diffusion, with everything that objectives and weights need of them.</summary>
/// <remarks>
/// Rows of [N·n, d] batches stand step by step: row step·n + path. With the reference as the process backward in time, no P_B has to be evaluated:
/// Σ (ln P_F − ln P_B) = Σ s + ln p_N(x_N), where s = v·w − ½|v|² with w = (x' − a x)/c and v = g u. This holds however the states came about. Where steps have
/// variances c² e^ℓ of their own, s = Σ ½ (w² − (w − v)² e^(−ℓ) − ℓ) over the coordinates.
/// </remarks>
public sealed class Paths
{
    private readonly double[] logDensities;
    private readonly double[] logRatios;
    private readonly double[] logWeights;
    private readonly double[]? costs;
    private readonly int stride;

    /// <summary>Allocates trajectories.</summary>
    /// <param name="process">The reference.</param>
    /// <param name="count">Number of trajectories n, at least 1.</param>
    /// <param name="dimension">Number of coordinates d, at least 1.</param>
    /// <param name="ownVariances">Whether steps have variances of their own; if not, they have those of the reference.</param>
    public Paths(ReferenceProcess process, int count, int dimension, bool ownVariances = false)
        : this(process, count, dimension, ownVariances, passing: false)
    {
    }

    private Paths(ReferenceProcess process, int count, int dimension, bool ownVariances, bool passing)
    {
        ArgumentNullException.ThrowIfNull(process);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Process = process;
        Count = count;
        Dimension = dimension;
        stride = passing ? 0 : count;
        int rows = passing ? count : process.Steps * count;
        Batch present = new(count, dimension);
        States = [.. Enumerable.Range(0, process.Steps + 1).Select(step => passing || step == 0 ? present : new Batch(count, dimension))];
        Controls = new Batch(rows, dimension);
        LogVariances = ownVariances ? new Batch(rows, dimension) : null;
        Increments = new Batch(rows, dimension);
        Scores = new Batch(rows, dimension);
        costs = passing ? new double[process.Steps * count] : null;
        logDensities = new double[(process.Steps + 1) * count];
        logRatios = new double[process.Steps * count];
        logWeights = new double[count];
    }

    /// <summary>Trajectories that are drawn and not looked at again: every step takes the place of the one before, so that memory does not grow with the number of steps.</summary>
    /// <remarks>All states are one batch, x_N in the end, and batches of all steps hold the last one alone. What is one number for a step and a path is kept for all.</remarks>
    /// <param name="process">The reference.</param>
    /// <param name="count">Number of trajectories n, at least 1.</param>
    /// <param name="dimension">Number of coordinates d, at least 1.</param>
    /// <param name="ownVariances">Whether steps have variances of their own.</param>
    internal static Paths Passing(ReferenceProcess process, int count, int dimension, bool ownVariances) => new(process, count, dimension, ownVariances, passing: true);

    /// <summary>The reference.</summary>
    public ReferenceProcess Process { get; }

    /// <summary>Number of trajectories n.</summary>
    public int Count { get; }

    /// <summary>Number of coordinates d.</summary>
    public int Dimension { get; }

    /// <summary>[N + 1] states x₀ … x_N, [n, d] each.</summary>
    public IReadOnlyList<Batch> States { get; }

    /// <summary>[N·n, d] controls u.</summary>
    public Batch Controls { get; }

    /// <summary>[N·n, d] ℓ: logarithm of the variance of every coordinate of a step over that of the reference; null where all are 0.</summary>
    public Batch? LogVariances { get; }

    /// <summary>[N·n, d] increments (x' − a x)/c of the states, in deviations of the noise.</summary>
    public Batch Increments { get; }

    /// <summary>[N·n, d] what the control saw of the target's score.</summary>
    public Batch Scores { get; }

    /// <summary>[(N + 1)·n] ln ρ of every state, row step·n + path; written by whoever evaluates the target, and read by losses of partial trajectories.</summary>
    public Span<double> LogDensities => logDensities;

    /// <summary>[N·n] s: ln P_F of the controlled step over that of the reference.</summary>
    public ReadOnlySpan<double> LogRatios => logRatios;

    /// <summary>[n] ln ρ(x_N) + Σ ln P_B − Σ ln P_F (less ln p₀ where the start is random): the mean of the exponentials is an unbiased estimate of Z.</summary>
    public IReadOnlyList<double> LogWeights => logWeights;

    /// <summary>Scores that were shortened for the control since the paths were started.</summary>
    public long ShortenedScores { get; set; }

    /// <summary>Moves all paths by one step: x' = a x + c (g u + noise), with the controls and increments of this step.</summary>
    /// <param name="step">0 to N − 1; its controls are in place.</param>
    /// <param name="noise">[n, d] standard normal; may be scaled up to explore, which leaves all identities true.</param>
    /// <param name="scale">Factor of the noise, positive; 1 for draws from the controlled diffusion.</param>
    public void Move(int step, Batch noise, double scale)
    {
        ArgumentNullException.ThrowIfNull(noise);
        Move(step, 0, noise.Values, scale);
    }

    /// <summary>Moves some paths by one step.</summary>
    /// <param name="step">0 to N − 1.</param>
    /// <param name="first">First path.</param>
    /// <param name="noise">[paths · d] standard normal, for as many paths as are moved.</param>
    /// <param name="scale">Factor of the noise.</param>
    internal unsafe void Move(int step, int first, ReadOnlySpan<float> noise, double scale)
    {
        int place = Row(step, first) * Dimension;
        int count = noise.Length / Dimension;
        PathStep own = new((float)Process.Decay(step), (float)Process.Deviation(step), (float)Process.Gain(step), (float)scale);
        fixed (float* from = States[step].Values[(first * Dimension)..], to = States[step + 1].Values[(first * Dimension)..], fresh = noise)
        fixed (float* control = Controls.Values[place..], increment = Increments.Values[place..])
        fixed (float* logVariance = LogVariances is { } spreads ? spreads.Values[place..] : default)
        {
            for (int path = 0; path < count; path++)
            {
                int start = path * Dimension;
                logRatios[(step * Count) + first + path] = logVariance is null
                    ? own.Move(Dimension, from + start, control + start, fresh + start, increment + start, to + start)
                    : own.MoveSpread(Dimension, from + start, control + start, logVariance + start, fresh + start, increment + start, to + start);
                if (costs is not null)
                {
                    costs[(step * Count) + first + path] = PresentCost(step, first + path);
                }
            }
        }
    }

    /// <summary>Where a step of a path stands in the batches of all steps.</summary>
    /// <param name="step">0 to N − 1.</param>
    /// <param name="path">0 to n − 1.</param>
    internal int Row(int step, int path) => (step * stride) + path;

    /// <summary>½ |g u|² + Σ ½ (e^ℓ − 1 − ℓ), in nats: the KL divergence of a step from that of the reference.</summary>
    /// <param name="step">0 to N − 1.</param>
    /// <param name="path">0 to n − 1.</param>
    internal double Cost(int step, int path) => costs is null ? PresentCost(step, path) : costs[(step * Count) + path];

    /// <summary>Draws the states of the reference run backward from given ends, without any control: its bridges.</summary>
    /// <param name="ends">[n, d] x_N, of any origin.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    public void Bridge(Batch ends, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(ends);
        ArgumentNullException.ThrowIfNull(random);
        States[Process.Steps].CopyFrom(ends);
        for (int step = Process.Steps - 1; step >= 0; step--)
        {
            Batch from = States[step];
            random.FillNormal(from.Values);
            Process.StepBackward(step, States[step + 1], from, from);
        }
    }

    /// <summary>Computes the increments and log-ratios of one step of all paths from their states, however they came about.</summary>
    /// <param name="step">0 to N − 1; its controls and the states on both sides are in place.</param>
    public void Compare(int step) => Compare(step, 0, Count);

    /// <summary>Computes the increments and log-ratios of one step of some paths.</summary>
    /// <param name="step">0 to N − 1.</param>
    /// <param name="first">First path.</param>
    /// <param name="count">Number of paths.</param>
    internal void Compare(int step, int first, int count)
    {
        double decay = Process.Decay(step);
        double deviation = Process.Deviation(step);
        double gain = Process.Gain(step);
        for (int path = first; path < first + count; path++)
        {
            int row = (step * Count) + path;
            ReadOnlySpan<float> from = States[step].Row(path);
            ReadOnlySpan<float> to = States[step + 1].Row(path);
            ReadOnlySpan<float> control = Controls.Row(row);
            Span<float> increment = Increments.Row(row);
            double ratio = 0;
            for (int column = 0; column < to.Length; column++)
            {
                double shift = gain * control[column];
                double moved = (to[column] - (decay * from[column])) / deviation;
                increment[column] = (float)moved;
                ratio += shift * (moved - (0.5 * shift));
            }

            logRatios[row] = ratio + (LogVariances is null ? 0 : Spread(increment, control, gain, LogVariances.Row(row)));
        }
    }

    /// <summary>What variances of their own add to s: Σ ½ (r² (1 − e^(−ℓ)) − ℓ), r = w − g u.</summary>
    private static double Spread(ReadOnlySpan<float> increment, ReadOnlySpan<float> control, double gain, ReadOnlySpan<float> logVariance)
    {
        double sum = 0;
        for (int column = 0; column < increment.Length; column++)
        {
            double rest = increment[column] - (gain * control[column]);
            sum -= 0.5 * ((rest * rest * double.ExpM1(-logVariance[column])) + logVariance[column]);
        }

        return sum;
    }

    private double PresentCost(int step, int path)
    {
        int row = Row(step, path);
        double length = 0;
        foreach (float value in Controls.Row(row))
        {
            length += (double)value * value;
        }

        double gain = Process.Gain(step);
        return 0.5 * ((gain * gain * length) + (LogVariances is { } own ? Excess(own.Row(row)) : 0));
    }

    private static double Excess(ReadOnlySpan<float> logVariances)
    {
        double sum = 0;
        foreach (float value in logVariances)
        {
            sum += double.ExpM1(value) - value;
        }

        return sum;
    }

    /// <summary>Computes the log-weights.</summary>
    /// <param name="logDensity">[n] ln ρ of the last states.</param>
    public void Weigh(ReadOnlySpan<double> logDensity)
    {
        for (int path = 0; path < Count; path++)
        {
            double sum = 0;
            for (int row = path; row < logRatios.Length; row += Count)
            {
                sum += logRatios[row];
            }

            logWeights[path] = logDensity[path] - Process.LogMarginal(Process.Steps, States[Process.Steps].Row(path)) - sum;
        }
    }

    /// <summary>ln P_F of one step of one path.</summary>
    /// <param name="step">0 to N − 1.</param>
    /// <param name="path">0 to n − 1.</param>
    public double LogForward(int step, int path) =>
        Process.LogForward(
            step, States[step].Row(path), Controls.Row((step * Count) + path), States[step + 1].Row(path), LogVariances is { } own ? own.Row((step * Count) + path) : []);

    /// <summary>ln P_B of one step of one path.</summary>
    /// <param name="step">0 to N − 1.</param>
    /// <param name="path">0 to n − 1.</param>
    public double LogBackward(int step, int path) => Process.LogBackward(step, States[step].Row(path), States[step + 1].Row(path));
}
