using System.Runtime.Intrinsics;
using Samovar.Compute;

namespace Samovar.Diffusions;

/// <summary>A linear Gaussian process in N steps, and the diffusion that a control makes of it.</summary>
/// <remarks>
/// Reference: x' = a x + c ε with ε standard normal. Controlled: x' = a x + c (g u + ε) with a control u without unit, which for fine steps should be
/// width · ∇ ln φ (or another unit in place of the width), φ(x) = E[ρ(x_N)/p_N(x_N) | x]. Variances of the reference follow V' = a² V + c², from which its steps backward in time are
/// x | x' ~ N(a V/V' x', V c²/V'). Source of the two processes: Zhang and Chen, 2022, arXiv:2111.15141; Vargas, Grathwohl and Doucet, 2023,
/// arXiv:2302.13834.
/// </remarks>
public sealed class ReferenceProcess
{
    private readonly double[] decays;
    private readonly double[] deviations;
    private readonly double[] gains;
    private readonly double[] variances;
    private readonly double[] marginalLogs;
    private readonly double[] units;

    private ReferenceProcess(double startVariance, double[] decays, double[] deviations, double[] gains, double[]? units = null)
    {
        this.decays = decays;
        this.deviations = deviations;
        this.gains = gains;
        variances = new double[decays.Length + 1];
        variances[0] = startVariance;
        for (int step = 0; step < decays.Length; step++)
        {
            variances[step + 1] = (decays[step] * decays[step] * variances[step]) + (deviations[step] * deviations[step]);
        }

        marginalLogs = [.. variances.Select(variance => Math.Log(2 * Math.PI * variance))];
        this.units = units ?? [.. decays.Select(_ => Width)];
    }

    /// <summary>Number of steps N.</summary>
    public int Steps => decays.Length;

    /// <summary>Standard deviation of every coordinate at the end, in the units of the points.</summary>
    public double Width => Math.Sqrt(variances[Steps]);

    /// <summary>Standard deviation of every coordinate at the start; 0 for a process that starts at the origin.</summary>
    public double StartWidth => Math.Sqrt(variances[0]);

    /// <summary>Brownian motion from the origin: the reference of PIS, DGFS and trajectory balance.</summary>
    /// <param name="width">Standard deviation at the end, positive.</param>
    /// <param name="lengths">[N] lengths of the steps, positive, with sum 1.</param>
    public static ReferenceProcess Brownian(double width, IReadOnlyList<double> lengths)
    {
        RequireGrid(width, lengths);
        return new ReferenceProcess(
            0, [.. lengths.Select(_ => 1.0)], [.. lengths.Select(length => width * Math.Sqrt(length))], [.. lengths.Select(Math.Sqrt)]);
    }

    /// <summary>A stationary Ornstein–Uhlenbeck process in exact steps, the exponential integrator of DDS: the width stays the same from start to end.</summary>
    /// <remarks>a = e^(−strength·length/2) and c = width √(1 − a²), so no step is too long and nothing has to be clipped.</remarks>
    /// <param name="width">Standard deviation at all times, positive.</param>
    /// <param name="strength">How far the start is forgotten, by a factor e^(−strength/2); positive.</param>
    /// <param name="lengths">[N] lengths of the steps, positive, with sum 1.</param>
    public static ReferenceProcess OrnsteinUhlenbeck(double width, double strength, IReadOnlyList<double> lengths)
    {
        RequireGrid(width, lengths);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(strength);
        double[] shares = [.. lengths.Select(length => Math.Sqrt(-double.ExpM1(-strength * length)))];
        return new ReferenceProcess(
            width * width, [.. lengths.Select(length => Math.Exp(-strength * length / 2))], [.. shares.Select(share => width * share)], shares);
    }

    /// <summary>The same process on the released grid of DDS: c = width · strength √δ with δ in proportion to cos⁴ of the time, large steps first.</summary>
    /// <param name="width">Standard deviation at all times, positive.</param>
    /// <param name="strength">α, positive; no step may replace all of the variance.</param>
    /// <param name="time">Σ δ, positive.</param>
    /// <param name="steps">Number of steps N, at least 2.</param>
    /// <exception cref="ArgumentException">The longest step would replace all of the variance; the released code clips it.</exception>
    public static ReferenceProcess Denoising(double width, double strength, double time, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(strength);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(time);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 2);
        const double Offset = 0.008;
        // At the last of the released times the cosine is 0 and nothing would move: times are taken at the middle of the steps.
        double[] shares = [.. Enumerable.Range(0, steps).Select(step => Math.Pow(Math.Cos(Math.PI / 2 * (((step + 0.5) / steps) + Offset) / (1 + Offset)), 4))];
        double sum = shares.Sum();
        double[] rates = [.. shares.Select(share => -double.LogP1(-Math.Min(1, strength * strength * time * share / sum)))];
        if (!double.IsFinite(rates[0]))
        {
            throw new ArgumentException(
                $"With strength {strength}, {steps} steps in a time of {time} replace all of the variance at once; take more steps or less strength.", nameof(strength));
        }

        double total = rates.Sum();
        return OrnsteinUhlenbeck(width, total, [.. rates.Select(rate => rate / total)]);
    }

    /// <summary>a of a step.</summary>
    /// <param name="step">0 to N − 1.</param>
    public double Decay(int step) => decays[step];

    /// <summary>c of a step, in the units of the points.</summary>
    /// <param name="step">0 to N − 1.</param>
    public double Deviation(int step) => deviations[step];

    /// <summary>g of a step: noise deviations by which a control of 1 shifts the mean.</summary>
    /// <param name="step">0 to N − 1.</param>
    public double Gain(int step) => gains[step];

    /// <summary>Unit of the control, in the units of the points: for fine steps the best control is this times ∇ ln φ, where ∇ is by the end that is expected of a state.</summary>
    /// <remarks>That end is the state itself for Brownian motion, and the state times all decays still to come for a process that forgets its start.</remarks>
    /// <param name="step">0 to N − 1.</param>
    public double Unit(int step) => units[step];

    /// <summary>V: variance of every coordinate of the reference after some steps.</summary>
    /// <param name="step">0 to N.</param>
    public double Variance(int step) => variances[step];

    /// <summary>τ: squared correlation of the reference after some steps with its end, which is the share of the end that is decided by then.</summary>
    /// <remarks>For Brownian motion it is the share of the time; 0 for a fixed start, 1 at the end.</remarks>
    /// <param name="step">0 to N.</param>
    public double Correlation(int step)
    {
        double left = 1;
        for (int later = step; later < Steps; later++)
        {
            left *= decays[later] * decays[later];
        }

        return left * variances[step] / variances[Steps];
    }

    /// <summary>The same process with controls in units of the noise still to come: the best control is about 1 at all times, however narrow the target is.</summary>
    /// <remarks>With S = Var(x_N | x) the unit is √S and g² the share of S that the step brings. φ changes over lengths of √S, so that √S ∇ ln φ is never long, where
    /// width · ∇ ln φ grows like width/√S towards the end. With the decay to the end in it, the same holds for a process that forgets its start (docs/decisions/0019).</remarks>
    internal ReferenceProcess PerNoiseLeft()
    {
        double[] own = new double[Steps];
        double[] shares = new double[Steps];
        double left = 0;
        double kept = 1;
        for (int step = Steps - 1; step >= 0; step--)
        {
            double brought = kept * kept * deviations[step] * deviations[step];
            left += brought;
            own[step] = Math.Sqrt(left);
            shares[step] = Math.Sqrt(brought / left);
            kept *= decays[step];
        }

        return new ReferenceProcess(variances[0], decays, deviations, shares, own);
    }

    /// <summary>The same process with a control in another unit: what moved the mean by 1 before moves it by the factor.</summary>
    /// <remarks>PIS and DGFS move by σ f h a step, with σ = width/√T: factor √T. DDS moves by β² v with β = c/width: factor 1/width.</remarks>
    internal ReferenceProcess WithGains(double factor) =>
        new(variances[0], decays, deviations, [.. gains.Select(gain => factor * gain)], [.. units.Select(unit => unit / factor)]);

    /// <summary>ln P_F(x' | x) of a controlled step.</summary>
    /// <param name="step">0 to N − 1.</param>
    /// <param name="from">[d] x.</param>
    /// <param name="control">[d] u.</param>
    /// <param name="to">[d] x'.</param>
    /// <param name="logVariances">[d] ℓ: logarithm of the step's own variances over c²; empty where they are 0.</param>
    public double LogForward(int step, ReadOnlySpan<float> from, ReadOnlySpan<float> control, ReadOnlySpan<float> to, ReadOnlySpan<float> logVariances = default)
    {
        double squares = 0;
        double logs = 0;
        for (int column = 0; column < to.Length; column++)
        {
            double mean = (decays[step] * from[column]) + (deviations[step] * gains[step] * control[column]);
            double own = logVariances.IsEmpty ? 0 : logVariances[column];
            squares += (to[column] - mean) * (to[column] - mean) * Math.Exp(-own);
            logs += own;
        }

        return LogGaussian(squares, deviations[step] * deviations[step], to.Length) - (0.5 * logs);
    }

    /// <summary>ln P_B(x | x') of the reference run backward; 0 for the step from a fixed start, which is certain.</summary>
    /// <param name="step">0 to N − 1.</param>
    /// <param name="from">[d] x.</param>
    /// <param name="to">[d] x'.</param>
    public double LogBackward(int step, ReadOnlySpan<float> from, ReadOnlySpan<float> to)
    {
        if (variances[step] == 0)
        {
            return 0;
        }

        double share = decays[step] * variances[step] / variances[step + 1];
        double squares = 0;
        for (int column = 0; column < to.Length; column++)
        {
            double difference = from[column] - (share * to[column]);
            squares += difference * difference;
        }

        return LogGaussian(squares, variances[step] * deviations[step] * deviations[step] / variances[step + 1], to.Length);
    }

    /// <summary>ln of the reference's density after some steps; 0 where it is fixed.</summary>
    /// <param name="step">0 to N.</param>
    /// <param name="point">[d] x.</param>
    public double LogMarginal(int step, ReadOnlySpan<float> point)
    {
        return variances[step] == 0 ? 0 : -0.5 * ((SumOfSquares(point) / variances[step]) + (point.Length * marginalLogs[step]));
    }

    /// <summary>Fills the points of a step of the reference run backward, from those after the step.</summary>
    /// <param name="step">0 to N − 1.</param>
    /// <param name="to">[n, d] x'.</param>
    /// <param name="noise">[n, d] standard normal.</param>
    /// <param name="from">[n, d] x, overwritten; may be <paramref name="noise"/>.</param>
    public void StepBackward(int step, Batch to, Batch noise, Batch from)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(noise);
        ArgumentNullException.ThrowIfNull(from);
        double share = decays[step] * variances[step] / variances[step + 1];
        double deviation = deviations[step] * Math.Sqrt(variances[step] / variances[step + 1]);
        for (int index = 0; index < from.Values.Length; index++)
        {
            from.Values[index] = (float)((share * to.Values[index]) + (deviation * noise.Values[index]));
        }
    }

    /// <summary>Whole vectors first, then the rest: the same order on every processor.</summary>
    private static double SumOfSquares(ReadOnlySpan<float> point)
    {
        Vector512<double> sums = default;
        for (; point.Length >= Vector512<float>.Count; point = point[Vector512<float>.Count..])
        {
            (Vector512<double> low, Vector512<double> high) = Vector512.Widen(Vector512.Create(point));
            sums = Vector512.FusedMultiplyAdd(low, low, sums);
            sums = Vector512.FusedMultiplyAdd(high, high, sums);
        }

        double sum = PathStep.Sum(sums);
        foreach (float value in point)
        {
            sum += (double)value * value;
        }

        return sum;
    }

    private static double LogGaussian(double squares, double variance, int dimension) =>
        -0.5 * ((squares / variance) + (dimension * Math.Log(2 * Math.PI * variance)));

    private static void RequireGrid(double width, IReadOnlyList<double> lengths)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentNullException.ThrowIfNull(lengths);
        if (lengths.Count == 0 || lengths.Any(length => !(length > 0)) || Math.Abs(lengths.Sum() - 1) > 1e-9)
        {
            throw new ArgumentException(
                $"The {lengths.Count} steps have a total length of {lengths.Sum()}; they must be positive and sum to 1. Use TimeGrid.", nameof(lengths));
        }
    }
}
