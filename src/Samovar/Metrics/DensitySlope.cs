using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Samplers;

namespace Samovar.Metrics;

/// <summary>The slope of a learned log-density on the true one over held-out rows, by least squares: 1 where the learned one is calibrated.</summary>
/// <param name="name">Name in kebab-case.</param>
public abstract class DensitySlope(string name) : NamedMetric(name), IEnergyMetric
{
    private const int Chunks = 5;
    private const int ChunkRows = 2_000;

    /// <inheritdoc/>
    public Measurement Measure(IEnergyModel model, DataSet data, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(random);
        if (data.Capability<IHasDensity>() is not { } known)
        {
            return NotApplicable($"needs the true density, and '{data.Name}' offers none");
        }

        if (model.Temperature == 0)
        {
            return NotApplicable("needs a temperature above 0: at 0 the energy is a critic without a density");
        }

        int outside = 0;
        double[] slopes = [.. Enumerable.Range(0, Chunks).Select(_ => Slope(model, known, data.DrawHeldOut(ChunkRows, random), ref outside))];
        return slopes.All(double.IsFinite)
            ? Measured(slopes.Average(), Spread.ErrorOfMean(slopes), Ideal(model))
            : NotApplicable($"{outside} of {Chunks * ChunkRows} rows have energies beyond the range that the regularisation allows");
    }

    /// <summary>Learned log-densities up to a constant.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">[n, d].</param>
    /// <param name="values">[n] overwritten.</param>
    protected abstract void Learned(IEnergyModel model, Batch rows, Span<double> values);

    /// <summary>The slope that theory gives.</summary>
    /// <param name="model">The model.</param>
    protected abstract double Ideal(IEnergyModel model);

    private double Slope(IEnergyModel model, IHasDensity known, Batch rows, ref int outside)
    {
        double[] learned = new double[rows.Count];
        double[] truth = new double[rows.Count];
        Learned(model, rows, learned);
        known.LogDensity(rows, truth);
        outside += learned.Count(value => !double.IsFinite(value));
        double mean = truth.Average();
        double products = truth.Zip(learned, (left, right) => (left - mean) * right).Sum();
        return products / truth.Sum(value => (value - mean) * (value - mean));
    }
}

/// <summary>The slope of −E/τ on the true log-density; the floor is 1/(1 + 4γτ), which the regularisation leaves of 1.</summary>
[Catalogued("energy-slope")]
public sealed class EnergySlope() : DensitySlope("energy-slope")
{
    /// <inheritdoc/>
    protected override void Learned(IEnergyModel model, Batch rows, Span<double> values)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Energy(rows, values);
        foreach (ref double value in values)
        {
            value /= -model.Temperature;
        }
    }

    /// <inheritdoc/>
    protected override double Ideal(IEnergyModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.ExpectedSlope;
    }
}

/// <summary>The slope of the corrected log-density on the true one; the floor is 1.</summary>
[Catalogued("log-density-slope")]
public sealed class LogDensitySlope() : DensitySlope("log-density-slope")
{
    /// <inheritdoc/>
    protected override void Learned(IEnergyModel model, Batch rows, Span<double> values)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.LogDensity(rows, values);
    }

    /// <inheritdoc/>
    protected override double Ideal(IEnergyModel model) => 1;
}
