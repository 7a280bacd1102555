using Samovar.Compute;
using Samovar.Compute.Graphs;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Targets;

/// <summary>Equal particles that act on each other in pairs.</summary>
public abstract class ParticleSystem : TracedTarget, IParticleSystem
{
    /// <summary>Added to squared distances, as in the published codes, so that coincident particles have an energy.</summary>
    internal const double Softening = 1e-6;

    /// <summary>Traces the energy.</summary>
    /// <param name="name">Name, as used on the command line.</param>
    /// <param name="particles">Number of particles n, at least 2.</param>
    /// <param name="spatialDimensions">Coordinates of a particle, at least 1.</param>
    /// <param name="energy">E(x), the relative energy plus (n/2)|c|², on a traced point [b, n × coordinates]; returns [b, 1].</param>
    protected ParticleSystem(string name, int particles, int spatialDimensions, Func<Traced, Traced> energy)
        : base(name, particles * spatialDimensions, energy) => (Particles, SpatialDimensions) = (particles, spatialDimensions);

    /// <inheritdoc/>
    public int Particles { get; }

    /// <inheritdoc/>
    public int SpatialDimensions { get; }

    /// <summary>How the centre of mass is treated, as a line of a card.</summary>
    protected string CentreConvention =>
        $"The density is that of E times a standard normal law of the centre of mass: exp(−E − ({Particles}/2)|c|²) with c = Σ xᵢ / {Particles}, "
        + "so that √n·c is N(0, I) and positions relative to c have exactly the law of E.";

    /// <summary>Maps that leave every system of equal particles as it is, apart from translations, which change only the factor of the centre.</summary>
    protected static IReadOnlyList<string> ParticleSymmetries =>
        ["rotation and reflection of all particles together", "exchange of particles", "relative to the centre of mass: translation"];

    /// <inheritdoc/>
    public void RelativeEnergy(Batch points, Span<double> energies)
    {
        LogDensity(points, energies);
        for (int row = 0; row < points.Count; row++)
        {
            energies[row] = -energies[row] - CentreEnergy(points.Row(row));
        }
    }

    /// <summary>|xᵢ − xⱼ|² + 1e-6 of every pair i &lt; j.</summary>
    /// <param name="point">[b, n × coordinates].</param>
    /// <param name="spatialDimensions">Coordinates of a particle.</param>
    /// <returns>[b, n (n − 1) / 2].</returns>
    internal static Traced SquaredDistances(Traced point, int spatialDimensions)
    {
        int particles = point.Shape.Columns / spatialDimensions;
        (int First, int Second)[] pairs = [.. Enumerable.Range(0, particles)
            .SelectMany(first => Enumerable.Range(first + 1, particles - first - 1).Select(second => (first, second)))];
        Traced? squared = null;
        for (int axis = 0; axis < spatialDimensions; axis++)
        {
            int Place(int particle) => (spatialDimensions * particle) + axis;
            Traced difference = Gather(point, [.. pairs.Select(pair => Place(pair.First))]) - Gather(point, [.. pairs.Select(pair => Place(pair.Second))]);
            squared = squared is null ? Square(difference) : squared + Square(difference);
        }

        return squared! + Softening;
    }

    private double CentreEnergy(ReadOnlySpan<float> position)
    {
        double squared = 0;
        for (int axis = 0; axis < SpatialDimensions; axis++)
        {
            double sum = 0;
            for (int place = axis; place < position.Length; place += SpatialDimensions)
            {
                sum += position[place];
            }

            squared += sum * sum;
        }

        return 0.5 * squared / Particles;
    }
}
