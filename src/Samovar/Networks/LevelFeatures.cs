using Samovar.Compute.Graphs;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Networks;

/// <summary>What networks see of a noise scale: ln σ, and sines and cosines of its multiples.</summary>
internal static class LevelFeatures
{
    private const double Spacing = 0.6;

    /// <summary>How many there are.</summary>
    /// <param name="frequencies">Number of frequencies.</param>
    public static int Count(int frequencies) => 1 + (2 * frequencies);

    /// <summary>The features.</summary>
    /// <param name="scale">σ, [n, 1].</param>
    /// <param name="frequencies">Number of frequencies.</param>
    /// <returns>[n, 1] each.</returns>
    public static IEnumerable<Traced> Of(Traced scale, int frequencies)
    {
        Traced level = Log(scale);
        yield return 0.3 * level;
        for (int k = 1; k <= frequencies; k++)
        {
            yield return Sin(Spacing * k * level);
            yield return Cos(Spacing * k * level);
        }
    }
}
