using Samovar.Compute;
using Samovar.Targets;

namespace Samovar.Checks;

/// <summary>Tells symmetries of the energy, as far as probe points can.</summary>
internal static class SymmetryProbe
{
    private const int MostExchanges = 64;

    public static IEnumerable<string> Observe(ITarget target, ProbePoints near)
    {
        if (Same(target, near, (source, image) =>
        {
            for (int column = 0; column < source.Length; column++)
            {
                image[column] = -source[column];
            }
        }))
        {
            yield return "Symmetric under change of sign.";
        }

        int exchanges = Math.Min(target.Dimension - 1, MostExchanges);
        if (exchanges > 0 && Enumerable.Range(0, exchanges).All(column => Same(target, near, (source, image) =>
        {
            source.CopyTo(image);
            (image[column], image[column + 1]) = (image[column + 1], image[column]);
        })))
        {
            yield return "Symmetric under exchange of coordinates.";
        }
    }

    private static bool Same(ITarget target, ProbePoints near, Action<float[], float[]> transform)
    {
        Batch moved = new(near.Points.Count, near.Points.Dimension);
        for (int row = 0; row < moved.Count; row++)
        {
            float[] image = new float[moved.Dimension];
            transform(near.Points.Row(row).ToArray(), image);
            image.CopyTo(moved.Row(row));
        }

        double[] logDensity = new double[moved.Count];
        target.LogDensity(moved, logDensity);
        return Enumerable.Range(0, moved.Count).All(row =>
            logDensity[row] == near.LogDensity[row] || Math.Abs(logDensity[row] - near.LogDensity[row]) <= 1e-5 * Math.Max(1, Math.Abs(near.LogDensity[row])));
    }
}
