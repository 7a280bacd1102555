using System.Numerics;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>A linear classifier that learns from one half of two samples to tell them apart, and is judged on the other half.</summary>
/// <remarks>
/// Least squares on labels ±1, as in Fisher's discriminant, over the standardised coordinates, their squares and 128 random cosines with frequencies of 1 to 16
/// radians per standard deviation, half of them along single coordinates; far values are pressed together by asinh. Least squares have one solution, so there
/// is no training to go wrong. Sources: Lopez-Paz and Oquab, 2017, arXiv:1610.06545; Rahimi and Recht, 2007.
/// </remarks>
internal static class TwoSampleClassifier
{
    private const int Cosines = 128;
    private const double Octaves = 4;
    private const double Ridge = 1e-3;

    /// <summary>The share of held-out rows told right; ½ is chance.</summary>
    /// <param name="left">[n, d] one sample, n at least 4.</param>
    /// <param name="right">[n, d] the other.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    /// <returns>The accuracy and the number of rows it was judged on.</returns>
    public static (double Accuracy, int Judged) Measure(Batch left, Batch right, RandomStream random)
    {
        int half = left.Count / 2;
        double[][] features = Features(left, right, half, random);
        (double[] weights, int judged, int correct) = (Fit(features, half, left.Count), 0, 0);
        for (int row = 0; row < 2 * left.Count; row++)
        {
            if (row % left.Count < half)
            {
                continue;
            }

            double sum = 0;
            for (int feature = 0; feature < weights.Length; feature++)
            {
                sum += weights[feature] * features[feature][row];
            }

            judged++;
            correct += sum > 0 == row < left.Count ? 1 : 0;
        }

        return ((double)correct / judged, judged);
    }

    /// <summary>[features][2n] of the rows of both samples, one after the other.</summary>
    private static double[][] Features(Batch left, Batch right, int half, RandomStream random)
    {
        double[][] coordinates = [.. Enumerable.Range(0, left.Dimension).Select(column => Standardised(left, right, column, half)).OfType<double[]>()];
        double[] ones = [.. Enumerable.Repeat(1.0, 2 * left.Count)];
        return coordinates.Length == 0
            ? [ones]
            : [ones, .. coordinates, .. coordinates.Select(values => values.Select(value => value * value).ToArray()), .. Enumerable.Range(0, Cosines).Select(index => Cosine(coordinates, index, random))];
    }

    /// <summary>One coordinate, by mean and deviation of the learning halves; null where it does not vary.</summary>
    private static double[]? Standardised(Batch left, Batch right, int column, int half)
    {
        double[] values = [.. Enumerable.Range(0, 2 * left.Count).Select(row => (double)(row < left.Count ? left[row, column] : right[row - left.Count, column]))];
        double[] learned = [.. values.Where((_, row) => row % left.Count < half)];
        double mean = learned.Average();
        double deviation = Spread.Deviation(learned);
        return deviation > 0 ? [.. values.Select(value => Math.Asinh((value - mean) / deviation))] : null;
    }

    private static double[] Cosine(double[][] coordinates, int index, RandomStream random)
    {
        double[] direction = new double[coordinates.Length];
        if (index % 2 == 0)
        {
            direction[random.NextInt(direction.Length)] = 1;
        }
        else
        {
            foreach (ref double entry in direction.AsSpan())
            {
                entry = random.NextNormal() / Math.Sqrt(direction.Length);
            }
        }

        double frequency = Math.Pow(2, Octaves * random.NextDouble());
        double[] phases = [.. Enumerable.Repeat(2 * Math.PI * random.NextDouble(), coordinates[0].Length)];
        for (int column = 0; column < direction.Length; column++)
        {
            double factor = frequency * direction[column];
            for (int row = 0; factor != 0 && row < phases.Length; row++)
            {
                phases[row] += factor * coordinates[column][row];
            }
        }

        return [.. phases.Select(Math.Cos)];
    }

    private static double[] Fit(double[][] features, int half, int count)
    {
        double[][] learned = [.. features.Select(values => (double[])[.. values.AsSpan(0, half), .. values.AsSpan(count, half)])];
        double[] labels = [.. Enumerable.Range(0, 2 * half).Select(row => row < half ? 1.0 : -1)];
        double[,] gram = new double[learned.Length, learned.Length];
        for (int row = 0; row < learned.Length; row++)
        {
            for (int column = 0; column <= row; column++)
            {
                gram[row, column] = gram[column, row] = Dot(learned[row], learned[column]) + (row == column ? Ridge * half : 0);
            }
        }

        double[] weights = [.. learned.Select(values => Dot(values, labels))];
        new CholeskyFactor(gram).Solve(weights);
        return weights;
    }

    private static double Dot(double[] left, double[] right)
    {
        Vector<double> sums = Vector<double>.Zero;
        int place = 0;
        for (; place <= left.Length - Vector<double>.Count; place += Vector<double>.Count)
        {
            sums += new Vector<double>(left, place) * new Vector<double>(right, place);
        }

        double sum = Vector.Sum(sums);
        for (; place < left.Length; place++)
        {
            sum += left[place] * right[place];
        }

        return sum;
    }
}
