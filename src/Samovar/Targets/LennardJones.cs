using Samovar.Compute.Graphs;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Targets;

/// <summary>A cluster of Lennard-Jones particles in space, held together by a harmonic force towards their centre of mass.</summary>
/// <remarks>
/// The harmonic force towards the centre, ½ Σ |xᵢ − c|², and the factor of the centre itself, (n/2)|c|², add up to ½ Σ |xᵢ|²: the convention for the
/// centre of mass amounts to tying every particle to the origin.
/// Source: Köhler, Klein and Noé, 2020, arXiv:2006.02425; constants as in the code of arXiv:2402.06121.
/// </remarks>
public abstract class LennardJones : ParticleSystem, IBoundParticles
{
    private const int Axes = 3;

    /// <summary>Makes the cluster.</summary>
    /// <param name="name">Name, as used on the command line.</param>
    /// <param name="particles">Number of particles, at least 2.</param>
    protected LennardJones(string name, int particles)
        : base(name, particles, Axes, Energy)
    {
    }

    /// <summary>The energy, as a line of a card.</summary>
    protected string Definition =>
        "E(x) = Σ over ordered pairs i ≠ j, so twice over each pair, of r⁻¹² − 2 r⁻⁶, plus ½ Σ |xᵢ − c|², with r² = |xᵢ − xⱼ|² + 10⁻⁶ and c the centre of mass. "
        + "Temperature 1, no softened core. " + CentreConvention;

    /// <summary>Other definitions under the same name.</summary>
    protected static IReadOnlyList<string> OtherDefinitions =>
    [
        "each pair counted once: half the attraction, another target (the formula printed in arXiv:2402.06121, called a typing error by its authors)",
        "the code of arXiv:2410.12456 softens the core: below r = 0.8909 the pair term is multiplied by r; it shifts the mean energy of 13 particles by about 0.03",
        "papers live on the space without a centre of mass; results relative to the centre are the same",
    ];

    private static Traced Energy(Traced point)
    {
        Traced inverse = 1 / SquaredDistances(point, Axes);
        Traced sixth = inverse * inverse * inverse;
        return (2 * Sum(sixth * (sixth - 2))) + (0.5 * Sum(Square(point)));
    }
}
