using Samovar.Compute;

namespace Samovar.Targets;

/// <summary>A target whose coordinates are the positions of equal particles, and whose energy does not change when all of them move together.</summary>
/// <remarks>
/// Such an energy alone has no finite integral. The density of the target is therefore that of the relative energy times a standard normal law for the
/// centre of mass: E(x) = E_relative(x) + (n/2)|c|² with c = Σ xᵢ / n. In an orthonormal basis the coordinates of the centre are √n·c, so each of them is
/// N(0, 1), independent of everything relative; positions relative to the centre have exactly the law of the literature.
/// </remarks>
public interface IParticleSystem
{
    /// <summary>Number of particles n. Coordinates of a particle are neighbours: x₀ y₀ (z₀) x₁ y₁ ….</summary>
    int Particles { get; }

    /// <summary>Number of coordinates of a particle.</summary>
    int SpatialDimensions { get; }

    /// <summary>The energy of the literature, without the factor for the centre of mass.</summary>
    /// <param name="points">[n, d] positions, anywhere.</param>
    /// <param name="energies">[n] overwritten.</param>
    void RelativeEnergy(Batch points, Span<double> energies);
}

/// <summary>Particles that hold together where their energy is negative: a configuration with positive energy overlaps or fell apart, and has next to no share in the target.</summary>
/// <remarks>Only a target can say so: an energy is known up to a constant, and the zero of most pair potentials means nothing.</remarks>
public interface IBoundParticles : IParticleSystem;
