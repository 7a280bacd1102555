using Samovar.Compute;
using Samovar.Metrics;
using Samovar.Targets;

namespace Samovar.Cli.Commands;

/// <summary>What a change of draws did to their energies, −ln ρ; of particles without the factor of the centre of mass.</summary>
/// <param name="Before">Mean energy before; not finite where one energy is not.</param>
/// <param name="After">Mean energy after.</param>
/// <param name="StandardError">Standard error of the difference of the means: draws are compared with themselves.</param>
/// <param name="MedianBefore">Median energy before, which a few draws at huge energies do not rule.</param>
/// <param name="MedianAfter">Median energy after.</param>
internal sealed record EnergyChange(double Before, double After, double StandardError, double MedianBefore, double MedianAfter)
{
    /// <summary>Draws without a finite energy, before and after: with them there is no mean.</summary>
    internal required (int Before, int After) Endless { get; init; }

    /// <summary>Compares draws; their energies are evaluated for this and counted nowhere.</summary>
    /// <param name="target">The density.</param>
    /// <param name="before">[n, d] draws, at least one.</param>
    /// <param name="after">[n, d] the same draws, changed.</param>
    internal static EnergyChange Between(ITarget target, Batch before, Batch after)
    {
        double[] old = Energies.Of(target, before);
        double[] changed = Energies.Of(target, after);
        double[] differences = [.. changed.Zip(old, (now, then) => now - then)];
        double mean = differences.Average();
        double squares = differences.Sum(difference => (difference - mean) * (difference - mean));
        double error = Math.Sqrt(squares / (differences.Length - 1.0) / differences.Length);
        return new EnergyChange(old.Average(), changed.Average(), error, Median(old), Median(changed))
        {
            Endless = (old.Count(energy => !double.IsFinite(energy)), changed.Count(energy => !double.IsFinite(energy))),
        };
    }

    private static double Median(double[] values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
