using System.Runtime.CompilerServices;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>How far the means of the draws are from those of a long Hamiltonian run, in standard deviations, root mean square over coordinates.</summary>
/// <remarks>The floor is that of as many exact draws, 1/√n.</remarks>
[Catalogued("mean-error")]
public sealed class MeanError() : Metric("mean-error")
{
    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(target);
        if (!ReferenceRuns.TryGet(target, out ReferenceMoments? reference))
        {
            return Missing("a log-concave density of at most 256 coordinates, for which a long Hamiltonian run is a reference", target);
        }

        double[] errors = [.. ReferenceRuns.Columns(points).Select((column, index) => (column.Mean - reference.Means[index]) / reference.StandardDeviations[index])];
        return Measured(Math.Sqrt(errors.Average(error => error * error)), 1 / Math.Sqrt(2.0 * points.Count * errors.Length), 1 / Math.Sqrt(points.Count));
    }
}

/// <summary>Relative error of the standard deviations against those of a long Hamiltonian run, root mean square over coordinates.</summary>
/// <remarks>The floor is that of as many exact draws of a Gaussian, 1/√(2n).</remarks>
[Catalogued("deviation-error")]
public sealed class DeviationError() : Metric("deviation-error")
{
    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(target);
        if (!ReferenceRuns.TryGet(target, out ReferenceMoments? reference))
        {
            return Missing("a log-concave density of at most 256 coordinates, for which a long Hamiltonian run is a reference", target);
        }

        double[] errors = [.. ReferenceRuns.Columns(points).Select((column, index) => (column.Deviation / reference.StandardDeviations[index]) - 1)];
        return Measured(Math.Sqrt(errors.Average(error => error * error)), 1 / Math.Sqrt(4.0 * points.Count * errors.Length), 1 / Math.Sqrt(2.0 * points.Count));
    }
}

/// <summary>Long Hamiltonian runs, one per target of no more than 256 coordinates, made when first asked for.</summary>
internal static class ReferenceRuns
{
    private const ulong Seed = 20_000;

    /// <summary>The 1.5 million scores of a run take minutes where one of them takes two products with a matrix of 1,600 columns: longer than to train and draw.</summary>
    private const int MostDimensions = 256;

    private static readonly ConditionalWeakTable<ITarget, ReferenceMoments> Known = [];

    public static bool TryGet(ITarget target, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ReferenceMoments? moments)
    {
        moments = target.Capability<ILogConcave>() is null || target.Dimension > MostDimensions ? null
            : Known.GetValue(target, key => HamiltonianReference.Run(key, new HamiltonianReferenceOptions(), RandomStream.FromSeed(Seed)));
        return moments is not null;
    }

    public static IEnumerable<(double Mean, double Deviation)> Columns(Batch points)
    {
        for (int column = 0; column < points.Dimension; column++)
        {
            double[] values = [.. Enumerable.Range(0, points.Count).Select(row => (double)points[row, column])];
            double mean = values.Average();
            yield return (mean, Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1)));
        }
    }
}
