using Samovar.Diffusions;

namespace Samovar.Tests.Objectives;

/// <summary>Flow and best control for a mixture of round Gaussians under a reference, in closed form.</summary>
/// <remarks>F_n(x) = ∫ ρ(y) P(x_n = x | x_N = y) dy, and the reference's bridge is Gaussian: every component is moved to r m and widened to r² s² + V (1 − τ).</remarks>
internal sealed class MixtureFlow(ReferenceProcess process, double[][] means, double variance, double logNormalizer)
{
    /// <summary>ln φ_n(x) = ln F_n(x) − ln p_n(x), and width · ∇ ln φ_n(x), the control for fine steps.</summary>
    public (double LogFlow, double[] Control) At(int step, ReadOnlySpan<float> point)
    {
        double reference = process.Variance(step);
        double correlation = process.Correlation(step);
        double regression = Math.Sqrt(correlation * reference / process.Variance(process.Steps));
        double widened = (regression * regression * variance) + (reference * (1 - correlation));
        double[] x = [.. point.ToArray()];
        if (reference == 0)
        {
            // The limit of the gradient at a fixed start: the mean end over the width.
            return (logNormalizer, [.. x.Select((_, column) => means.Average(mean => mean[column]) / process.Width)]);
        }

        double[] logs = [.. means.Select(mean => -0.5 * mean.Zip(x, (centre, value) => Square(value - (regression * centre))).Sum() / widened)];
        double largest = logs.Max();
        double[] shares = [.. logs.Select(log => Math.Exp(log - largest))];
        double logFlow = logNormalizer + largest + Math.Log(shares.Average()) - (0.5 * x.Length * Math.Log(2 * Math.PI * widened));
        double[] gradient = [.. x.Select((value, column) =>
            (shares.Select((share, mode) => share * ((regression * means[mode][column]) - value)).Sum() / (widened * shares.Sum())) + (value / reference))];
        return (logFlow - process.LogMarginal(step, point), [.. gradient.Select(slope => process.Width * slope)]);
    }

    private static double Square(double value) => value * value;
}
