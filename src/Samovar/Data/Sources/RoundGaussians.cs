using Samovar.Compute;
using Samovar.Compute.Randomness;

namespace Samovar.Data.Sources;

/// <summary>An equal mixture of equal round Gaussians.</summary>
/// <param name="name">Name, as used on the command line.</param>
/// <param name="centres">[modes, d] the means.</param>
/// <param name="deviation">Standard deviation along every coordinate, positive.</param>
public abstract class RoundGaussians(string name, Batch centres, double deviation) : IDataSource, IHasCentres, IHasDensity
{
    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public abstract string Definition { get; }

    /// <inheritdoc/>
    public int Dimension => Centres.Dimension;

    /// <inheritdoc/>
    public Batch Centres { get; } = centres;

    /// <inheritdoc/>
    public double Deviation { get; } = Require.That(deviation, deviation > 0, "The deviation of the modes is positive.", nameof(deviation));

    /// <inheritdoc/>
    public void Draw(Batch destination, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(random);
        random.FillNormal(destination.Values);
        for (int row = 0; row < destination.Count; row++)
        {
            Span<float> centre = Centres.Row(random.NextInt(Centres.Count));
            Span<float> point = destination.Row(row);
            for (int column = 0; column < point.Length; column++)
            {
                point[column] = centre[column] + (float)(Deviation * point[column]);
            }
        }
    }

    /// <inheritdoc/>
    public void LogDensity(Batch points, Span<double> logDensity)
    {
        ArgumentNullException.ThrowIfNull(points);
        double constant = -Math.Log(Centres.Count) - (Dimension * (Math.Log(Deviation) + (0.5 * Math.Log(2 * Math.PI))));
        Span<double> exponents = stackalloc double[Centres.Count];
        for (int row = 0; row < points.Count; row++)
        {
            double largest = double.NegativeInfinity;
            for (int mode = 0; mode < exponents.Length; mode++)
            {
                exponents[mode] = -0.5 * SquaredDistance(points.Row(row), Centres.Row(mode)) / (Deviation * Deviation);
                largest = Math.Max(largest, exponents[mode]);
            }

            double sum = 0;
            foreach (double exponent in exponents)
            {
                sum += Math.Exp(exponent - largest);
            }

            logDensity[row] = constant + largest + Math.Log(sum);
        }
    }

    private static double SquaredDistance(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        double sum = 0;
        for (int column = 0; column < left.Length; column++)
        {
            sum += ((double)left[column] - right[column]) * ((double)left[column] - right[column]);
        }

        return sum;
    }
}
