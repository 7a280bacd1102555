using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Targets;

namespace Samovar.Methods;

/// <summary>What training on particles needs to know beforehand: how large a configuration is, and how stiff.</summary>
/// <remarks>
/// Particles drawn at random overlap, and from there short chains at temperature 1 fly apart and do not come back. So a small sequential Monte Carlo run brings
/// them in: it never meets an overlap at full strength.
/// </remarks>
/// <param name="Deviation">Standard deviation of a coordinate relative to the centre of mass, in the units of the points.</param>
/// <param name="SquaredScore">Mean squared score per coordinate.</param>
/// <param name="Points">[1024, d] draws in right proportions, up to the scatter of so small a run.</param>
public sealed record ParticleProbe(double Deviation, double SquaredScore, Batch Points)
{
    /// <summary>Runs it.</summary>
    /// <param name="particles">Shape of a configuration.</param>
    /// <param name="target">The density; its evaluations are counted by the caller's meter.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    public static ParticleProbe Of(IParticleSystem particles, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(particles);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(random);
        Batch points = AnnealedDraws.Of(target, random);
        Batch scores = new(points.Count, target.Dimension);
        target.LogDensityAndScore(points, new double[points.Count], scores);
        Batch centred = points.Slice(0, points.Count);
        CentreOfMass.Remove(centred, particles.SpatialDimensions);
        int freedom = target.Dimension - particles.SpatialDimensions;
        return new ParticleProbe(Math.Sqrt(MeanSquaredLength(centred) / freedom), MeanSquaredLength(scores) / target.Dimension, points);
    }

    private static double MeanSquaredLength(Batch points)
    {
        double sum = 0;
        foreach (float value in points.Values)
        {
            sum += (double)value * value;
        }

        return sum / points.Count;
    }
}
