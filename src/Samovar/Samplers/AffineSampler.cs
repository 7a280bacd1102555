using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Samplers;

/// <summary>A sampler whose draws are carried from whitened coordinates to those of the target.</summary>
/// <param name="inner">The sampler in whitened coordinates.</param>
/// <param name="map">From whitened coordinates to those of the target.</param>
public sealed class AffineSampler(ITrainableSampler inner, AffineMap map) : ITrainableSampler
{
    /// <inheritdoc/>
    public int Dimension => inner.Dimension;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters => inner.Parameters;

    /// <inheritdoc/>
    public Draws Draw(ITarget target, int count, RandomStream random)
    {
        Draws white = inner.Draw(new WhitenedTarget(target, map), count, random);
        Batch points = new(count, Dimension);
        map.Apply(white.Points, points);
        return Carried(white, points);
    }

    /// <inheritdoc/>
    public Draws? Weigh(ITarget target, Batch points, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        Batch starts = new(points.Count, Dimension);
        map.Invert(points, starts);
        return inner.Weigh(new WhitenedTarget(target, map), starts, random) is { } white ? Carried(white, points) : null;
    }

    /// <summary>The log normalizer in whitened coordinates is lower by ln det L.</summary>
    private Draws Carried(Draws white, Batch points) =>
        white with { Points = points, LogWeights = white.LogWeights?.Select(logWeight => logWeight + map.LogDeterminant).ToArray() };
}
