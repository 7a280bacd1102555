using Samovar.Compute.Graphs;
using Samovar.Networks;

namespace Samovar.Tests.Networks;

/// <summary>The formulas of a network of pairs for one configuration, particle by particle in double: the oracle of the blocks.</summary>
internal sealed class PairNetworkTwin(PairNetworkOptions options, IReadOnlyList<Parameter> parameters)
{
    private readonly Dictionary<string, double[,]> weights = parameters.ToDictionary(parameter => parameter.Name, Values);

    public static double[,] Values(Parameter parameter)
    {
        double[,] values = new double[parameter.Rows, parameter.Columns];
        for (int row = 0; row < parameter.Rows; row++)
        {
            for (int column = 0; column < parameter.Columns; column++)
            {
                values[row, column] = parameter.Row(row)[column];
            }
        }

        return values;
    }

    public ref double this[string name, int row, int column] => ref weights[name][row, column];

    /// <summary>Positions after the last layer, [d], in units.</summary>
    public double[] Apply(double[] positions, double[] level)
    {
        (int count, int axes) = (options.Particles, options.SpatialDimensions);
        double share = 3.0 / Math.Max(3, count - 1);
        double[] x = [.. positions];
        double[][] states = new double[count * count][];
        for (int layer = 0; layer < options.Layers; layer++)
        {
            double[] moved = [.. x];
            double[][] features = new double[count * count][];
            ForPairs((i, j) => features[(i * count) + j] = Describe(Distance(x, i, j)));
            if (layer == 0)
            {
                ForPairs((i, j) => states[(i * count) + j] = Sum(Product(features[(i * count) + j], "input"), Product(level, "input-level")));
            }

            double[][] sums = [.. Enumerable.Range(0, count).Select(_ => new double[options.Width])];
            ForPairs((i, j) =>
            {
                double[] shared = [.. states[(i * count) + j].Select(value => share * value)];
                sums[i] = Sum(sums[i], shared);
                sums[j] = Sum(sums[j], shared);
            });
            ForPairs((i, j) =>
            {
                int pair = (i * count) + j;
                double[] before = Sum(
                    Sum(Product([.. states[pair], .. features[pair]], $"pair{layer}"), Product(Sum(sums[i], sums[j]), $"node{layer}")), Product(level, $"level{layer}"));
                double[] after = [.. before.Select(value => value / (1 + Math.Exp(-value)))];
                double gate = this[$"gate-shift{layer}", 0, 0] + after.Select((value, column) => value * this[$"gate{layer}", 0, column]).Sum();
                double push = share * gate / (1 + Distance(x, i, j));
                for (int axis = 0; axis < axes; axis++)
                {
                    double difference = x[(i * axes) + axis] - x[(j * axes) + axis];
                    moved[(i * axes) + axis] += push * difference;
                    moved[(j * axes) + axis] -= push * difference;
                }

                if (layer < options.Layers - 1)
                {
                    states[pair] = Sum(states[pair], Product(after, $"update{layer}"));
                }
            });
            x = moved;
        }

        return x;
    }

    private double Distance(double[] x, int i, int j) => Math.Sqrt(PairGeometry.Softening
        + Enumerable.Range(0, options.SpatialDimensions).Sum(axis => Math.Pow(x[(i * options.SpatialDimensions) + axis] - x[(j * options.SpatialDimensions) + axis], 2)));

    private double[] Describe(double distance)
    {
        double spacing = PairGeometry.Spacing(options);
        return [.. Enumerable.Range(0, options.RadialFeatures).Select(index => index == options.RadialFeatures - 1
            ? 2 * distance / options.Reach
            : Math.Exp(-0.5 * Math.Pow((distance - 0.2 - (index * spacing)) / spacing, 2)))];
    }

    private double[] Product(double[] left, string name)
    {
        double[,] matrix = weights[name];
        return [.. Enumerable.Range(0, matrix.GetLength(1)).Select(column => left.Select((value, row) => value * matrix[row, column]).Sum())];
    }

    private void ForPairs(Action<int, int> action)
    {
        for (int i = 0; i < options.Particles; i++)
        {
            for (int j = i + 1; j < options.Particles; j++)
            {
                action(i, j);
            }
        }
    }

    private static double[] Sum(double[] left, double[] right) => [.. left.Zip(right, (one, other) => one + other)];
}
