using Samovar.Compute.Graphs;

namespace Samovar.Targets;

/// <summary>Ways to make a target.</summary>
public static class Target
{
    /// <summary>A target from an energy written in plain C#.</summary>
    /// <param name="dimension">Number of coordinates d, at least 1.</param>
    /// <param name="energy">E(x) = −ln ρ(x) on a traced point [n, d]: x[0] is its first coordinate, Sum(x * x) a reduction. Returns [n, 1].</param>
    /// <param name="name">Name for runs and reports.</param>
    /// <returns>A target with exact score and SIMD evaluation.</returns>
    /// <exception cref="ArgumentException">The energy does not return one number per point, or does not depend on the point.</exception>
    public static EnergyTarget FromEnergy(int dimension, Func<Traced, Traced> energy, string name = "custom") => new(dimension, energy, name);
}
