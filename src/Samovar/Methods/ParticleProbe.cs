using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains.Tempering;
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
    private const int Count = 1024;

    /// <summary>Runs it.</summary>
    /// <param name="particles">Shape of a configuration.</param>
    /// <param name="target">The density; its evaluations are counted by the caller's meter.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    public static ParticleProbe Of(IParticleSystem particles, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(particles);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(random);
        SequentialMonteCarlo sampler = new(new SequentialMonteCarloOptions { ParticlesPerIsland = 256, Islands = 4, MostBatches = 1, MostMoves = 16 });
        SequentialDraws found = sampler.Run(target, ReferenceFit.Of(target, random), Count, random, _ => { }, CancellationToken.None);
        Batch points = found.Draws.Resampled(Count, random);
        Batch scores = new(Count, target.Dimension);
        target.LogDensityAndScore(points, new double[Count], scores);
        Batch centred = points.Slice(0, Count);
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
