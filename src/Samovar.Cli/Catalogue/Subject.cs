using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Metrics;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Verdicts;

namespace Samovar.Cli.Catalogue;

/// <summary>What a run is about: an energy, or rows of data.</summary>
internal abstract record Subject
{
    /// <summary>Number of coordinates.</summary>
    internal abstract int Dimension { get; }

    /// <summary>What a run remembers of a table, or null.</summary>
    internal virtual DataRecord? Record => null;

    /// <summary>Draws for the user.</summary>
    internal abstract Draws Draw(ITrainableSampler sampler, int count, RandomStream random);

    /// <summary>Draws to measure.</summary>
    internal virtual Draws DrawToMeasure(ITrainableSampler sampler, int count, RandomStream random) => Draw(sampler, count, random);

    /// <summary>The metrics that can be asked of draws.</summary>
    internal abstract IEnumerable<NamedMeasure> Metrics(IdeaCatalogue catalogue);

    /// <summary>What the sampler's own estimate of log Z measures; nothing where there is no energy.</summary>
    internal virtual IReadOnlyList<Measurement> Measure(LogNormalizerEstimate? estimate, string? obstacle) => [];

    /// <summary>The log-density of points, [n, d] → [n], up to a constant; null where it is not known.</summary>
    internal abstract Func<Batch, double[]>? LogDensity { get; }

    /// <summary>Rows that the draws should look like, for a report.</summary>
    /// <param name="count">As many as wanted; fewer or none where there are not so many.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    internal abstract Batch Reference(int count, RandomStream random);
}

/// <summary>A run about an energy.</summary>
/// <param name="Target">The density.</param>
internal sealed record DensitySubject(ITarget Target) : Subject
{
    /// <inheritdoc/>
    internal override int Dimension => Target.Dimension;

    /// <inheritdoc/>
    internal override Func<Batch, double[]>? LogDensity => points =>
    {
        double[] logDensity = new double[points.Count];
        Target.LogDensity(points, logDensity);
        return logDensity;
    };

    /// <inheritdoc/>
    internal override Draws Draw(ITrainableSampler sampler, int count, RandomStream random) => sampler.Draw(Target, count, random);

    /// <inheritdoc/>
    internal override Draws DrawToMeasure(ITrainableSampler sampler, int count, RandomStream random) =>
        BothWays.Draw(sampler, Target, count, random, () => TrueDraws.Of(Target));

    /// <inheritdoc/>
    internal override IEnumerable<NamedMeasure> Metrics(IdeaCatalogue catalogue) => NamedMeasure.Against(Target, catalogue.Metrics.Select(entry => IdeaCatalogue.Create<IMetric>(entry)));

    /// <inheritdoc/>
    internal override IReadOnlyList<Measurement> Measure(LogNormalizerEstimate? estimate, string? obstacle) => LogNormalizerMetrics.Measure(estimate, Target, obstacle);

    /// <inheritdoc/>
    internal override Batch Reference(int count, RandomStream random)
    {
        IHasExactDraws? exact = TrueDraws.Of(Target);
        Batch reference = new(exact is null ? 0 : count, Dimension);
        if (reference.Count > 0)
        {
            exact!.DrawExactly(reference, random);
        }

        return reference;
    }
}

/// <summary>A run about rows of data.</summary>
/// <param name="Data">The rows.</param>
internal sealed record DataSubject(DataSet Data) : Subject
{
    /// <inheritdoc/>
    internal override int Dimension => Data.Dimension;

    /// <inheritdoc/>
    internal override DataRecord? Record => Data.Record;

    /// <inheritdoc/>
    internal override Func<Batch, double[]>? LogDensity => Data.Capability<IHasDensity>() is not { } known ? null : points =>
    {
        double[] logDensity = new double[points.Count];
        known.LogDensity(points, logDensity);
        return logDensity;
    };

    /// <inheritdoc/>
    internal override Draws Draw(ITrainableSampler sampler, int count, RandomStream random) => ((IFreeSampler)sampler).Draw(count, random);

    /// <inheritdoc/>
    internal override IEnumerable<NamedMeasure> Metrics(IdeaCatalogue catalogue) => NamedMeasure.Against(Data, catalogue.DataMetrics.Select(entry => IdeaCatalogue.Create<IDataMetric>(entry)));

    /// <inheritdoc/>
    internal override Batch Reference(int count, RandomStream random) => count > 0 ? Data.DrawHeldOut(count, random) : new Batch(0, Dimension);
}
