using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Samplers;

namespace Samovar.Metrics;

/// <summary>The probability that a held-out row has a lower energy than a uniform point of the domain: 1 for a perfect score, ½ for none.</summary>
/// <remarks>
/// The domain is the one that a built-in set is published with, or else the box of the training rows. The floor is what the true density gets; it is below 1,
/// since uniform points fall among the rows too. In many dimensions a box is nearly empty and the number near 1 whatever the energy: compare rows of
/// different kinds there.
/// </remarks>
[Catalogued("energy-auc")]
public sealed class EnergyAuc() : NamedMetric("energy-auc"), IEnergyMetric
{
    private const int Count = 10_000;

    /// <inheritdoc/>
    public Measurement Measure(IEnergyModel model, DataSet data, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(random);
        Batch rows = data.DrawHeldOut(Count, random);
        if (rows.Count < 2)
        {
            return NotApplicable("needs at least 2 held-out rows, and there is 1");
        }

        Batch uniform = Uniform(data, random);
        double Area(Func<Batch, double[]> energy, out double error)
        {
            (double area, error) = RankingArea.Of(energy(rows), energy(uniform));
            return area;
        }

        double found = Area(points => Energies(model, points), out double error);
        double? truth = data.Capability<IHasDensity>() is { } known ? Area(points => MinusLogDensities(known, points), out _) : null;
        return Measured(found, error, truth, double.NaN);
    }

    private static double[] Energies(IEnergyModel model, Batch points)
    {
        double[] energies = new double[points.Count];
        model.Energy(points, energies);
        return energies;
    }

    private static double[] MinusLogDensities(IHasDensity known, Batch points)
    {
        double[] values = new double[points.Count];
        known.LogDensity(points, values);
        return [.. values.Select(value => -value)];
    }

    private static Batch Uniform(DataSet data, RandomStream random)
    {
        Batch points = new(Count, data.Dimension);
        random.FillUniform(points.Values);
        for (int column = 0; column < data.Dimension; column++)
        {
            (double least, double most) = Range(data, column);
            for (int row = 0; row < Count; row++)
            {
                points[row, column] = (float)(least + ((most - least) * points[row, column]));
            }
        }

        return points;
    }

    private static (double Least, double Most) Range(DataSet data, int column)
    {
        if (data.Capability<IHasDomain>() is { } domain)
        {
            return (-domain.HalfWidth, domain.HalfWidth);
        }

        (double least, double most) = (double.PositiveInfinity, double.NegativeInfinity);
        for (int row = 0; row < data.Training.Count; row++)
        {
            (least, most) = (Math.Min(least, data.Training[row, column]), Math.Max(most, data.Training[row, column]));
        }

        return (least, most);
    }
}
