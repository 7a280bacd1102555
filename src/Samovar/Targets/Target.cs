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

    /// <summary>Equal particles whose energy is a sum over pairs, in one line: r2 =&gt; Square(Sqrt(r2) - 4).</summary>
    /// <param name="particles">Number of particles n, at least 2.</param>
    /// <param name="spatialDimensions">Coordinates of a particle, at least 1.</param>
    /// <param name="potential">Energy of a pair from its squared distance, elementwise on all pairs at once. A pair counts once; 1e-6 is added to its squared distance.</param>
    /// <param name="confinement">k of ½ k Σ |xᵢ − c|² around the centre of mass c, for particles that would fly apart otherwise; 0 (default) for none.</param>
    /// <param name="name">Name for runs and reports.</param>
    /// <param name="boundBelowZero">Whether configurations with positive energy, confinement included, overlap or fell apart: then draws are tested for them. Default false, as most zeros mean nothing.</param>
    /// <returns>A target with exact score and SIMD evaluation, whose centre of mass is N(0, I/n): see <see cref="IParticleSystem"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are too few particles or coordinates, or the confinement is negative.</exception>
    public static PairPotential FromPairPotential(
        int particles, int spatialDimensions, Func<Traced, Traced> potential, double confinement = 0, string name = "particles", bool boundBelowZero = false)
    {
        ArgumentNullException.ThrowIfNull(potential);
        ArgumentOutOfRangeException.ThrowIfLessThan(particles, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(spatialDimensions, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(confinement);
        return new PairPotential(particles, spatialDimensions, potential, confinement, name, boundBelowZero);
    }
}
