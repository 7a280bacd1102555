using Samovar.Compute.Graphs;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Samplers;

/// <summary>½ Σ k_i (x_i − m_i)², of which a learned energy is the correction.</summary>
/// <param name="Mean">[d] m.</param>
/// <param name="Stiffness">[d] k, in units of the energy by squared units of the points; finite and not negative.</param>
public sealed record QuadraticEnergy(IReadOnlyList<double> Mean, IReadOnlyList<double> Stiffness)
{
    /// <summary>The energy, traced.</summary>
    /// <param name="points">[n, d].</param>
    /// <returns>[n, 1].</returns>
    internal Traced Value(Traced points)
    {
        Traced sum = Stiffness[0] * Square(points[0] - Mean[0]);
        for (int column = 1; column < Mean.Count; column++)
        {
            sum += Stiffness[column] * Square(points[column] - Mean[column]);
        }

        return 0.5 * sum;
    }
}
