using Samovar.Compute.Graphs;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Targets;

/// <summary>The action of a scalar field on an L × L lattice with periodic borders.</summary>
/// <remarks>Source: Albergo, Kanwar and Shanahan, 2019, arXiv:1904.12072, whose lattice Laplacian is written out here as squared differences.</remarks>
internal static class LatticeAction
{
    /// <summary>S(φ) = Σₓ [ (φ(x + e₁) − φ(x))² + (φ(x + e₂) − φ(x))² + m² φ(x)² + λ φ(x)⁴ ].</summary>
    /// <param name="field">[n, L²] φ, row by row.</param>
    /// <param name="length">L.</param>
    /// <param name="massSquared">m².</param>
    /// <param name="coupling">λ; 0 for the free field.</param>
    /// <returns>[n, 1].</returns>
    public static Traced Of(Traced field, int length, double massSquared, double coupling)
    {
        Traced down = Gather(field, Sites(length, (row, column) => ((row + 1) % length, column)));
        Traced right = Gather(field, Sites(length, (row, column) => (row, (column + 1) % length)));
        Traced square = Square(field);
        Traced potential = coupling == 0 ? massSquared * square : square * (massSquared + (coupling * square));
        return Sum(Square(down - field) + Square(right - field) + potential);
    }

    private static int[] Sites(int length, Func<int, int, (int Row, int Column)> neighbour) =>
        [.. Enumerable.Range(0, length * length).Select(site =>
        {
            (int row, int column) = neighbour(site / length, site % length);
            return (row * length) + column;
        })];
}
