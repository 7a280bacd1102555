using System.Globalization;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Looks for an edge at which the density falls to zero at once: there Stein's identity, which integrates by parts, lacks its boundary term.</summary>
/// <remarks>
/// Every draw is moved by a fiftieth of the way between two others, so that the move knows the scales and the correlations of the draws. Of an edge with density p per
/// deviation the moves cross a share of about 0.01 p, and the identity is off by p; where the density falls to zero gradually the share is of second order and below the limit.
/// </remarks>
internal static class HardEdge
{
    private const float Way = 0.02f;
    private const double Most = 1e-3;

    /// <summary>Why identities of Stein's kind do not apply to a target; null where no edge was found.</summary>
    /// <param name="target">The density.</param>
    /// <param name="points">[n, d] draws, n at least 2.</param>
    /// <remarks>The moves are the same for every caller, so that metrics of the same draws agree.</remarks>
    public static string? Reason(ITarget target, Batch points)
    {
        double share = ZeroDensity.Share(target, Moved(points, RandomStream.FromSeed(1).Named("hard-edge")));
        return share <= Most ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"{100 * share:0.#} % of the draws have density zero after a small move: at such an edge of the density Stein's identity does not hold for true draws either");
    }

    private static Batch Moved(Batch points, RandomStream random)
    {
        Batch moved = points.Slice(0, points.Count);
        for (int row = 0; row < points.Count; row++)
        {
            ReadOnlySpan<float> from = points.Row(random.NextInt(points.Count));
            ReadOnlySpan<float> to = points.Row(random.NextInt(points.Count));
            Span<float> own = moved.Row(row);
            for (int column = 0; column < own.Length; column++)
            {
                own[column] += Way * (to[column] - from[column]);
            }
        }

        return moved;
    }
}
