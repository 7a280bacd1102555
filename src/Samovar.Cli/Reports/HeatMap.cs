using Samovar.Compute;

namespace Samovar.Cli.Reports;

/// <summary>A density in the plane as a shading.</summary>
/// <remarks>
/// A place is as dark as the share of probability that lies at lower density: the highest peak is full, the border of the region that holds 95 %
/// is at 5 %. So narrow peaks and long tails are visible in the same picture, which the density itself would not allow.
/// </remarks>
internal static class HeatMap
{
    private const int Cells = 160;

    /// <summary>Shades a density in 2 dimensions.</summary>
    /// <param name="canvas">The drawing.</param>
    /// <param name="density">Its logarithm, [n, 2] → [n], up to a constant.</param>
    /// <param name="x">Horizontal scale.</param>
    /// <param name="y">Vertical scale, bottom to top.</param>
    /// <param name="id">Name of the mask, unique in the page.</param>
    internal static void Draw(SvgCanvas canvas, Func<Batch, double[]> density, Scale x, Scale y, string id)
    {
        string picture = PngImage.DataAddress(Shades(density, x, y), Cells);
        string place = $"x=\"{SvgCanvas.At(x.Start)}\" y=\"{SvgCanvas.At(y.End)}\" "
            + $"width=\"{SvgCanvas.At(x.End - x.Start)}\" height=\"{SvgCanvas.At(y.Start - y.End)}\"";
        canvas.Raw($"<mask id=\"{id}\"><image {place} preserveAspectRatio=\"none\" href=\"{picture}\"/></mask>");
        canvas.Raw($"<rect class=\"density\" {place} mask=\"url(#{id})\"/>");
    }

    private static byte[] Shades(Func<Batch, double[]> density, Scale x, Scale y)
    {
        Batch grid = new(Cells * Cells, 2);
        for (int index = 0; index < grid.Count; index++)
        {
            grid[index, 0] = (float)(x.From + ((x.To - x.From) * ((index % Cells) + 0.5) / Cells));
            grid[index, 1] = (float)(y.To - ((y.To - y.From) * ((index / Cells) + 0.5) / Cells));
        }

        double[] heights = [.. density(grid).Select(value => double.IsNaN(value) ? double.NegativeInfinity : value)];
        double largest = heights.Max();
        int[] order = [.. Enumerable.Range(0, heights.Length).OrderByDescending(index => heights[index])];
        double[] mass = [.. heights.Select(value => double.IsFinite(largest) ? Math.Exp(value - largest) : 0)];
        double total = Math.Max(mass.Sum(), double.Epsilon);
        byte[] shades = new byte[heights.Length];
        double above = 0;
        foreach (int index in order)
        {
            shades[index] = (byte)Math.Clamp(255 * (1 - (above / total)), 0, 255);
            above += mass[index];
        }

        return shades;
    }
}
