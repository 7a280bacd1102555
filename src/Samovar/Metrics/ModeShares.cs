using Samovar.Compute;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>Responsibilities as a table with one row per draw.</summary>
internal static class ModeShares
{
    /// <summary>[n × modes] row-major.</summary>
    public static double[] Of(IHasModes modes, Batch points)
    {
        double[] table = new double[points.Count * modes.ModeWeights.Count];
        modes.Responsibilities(points, table);
        return table;
    }
}
