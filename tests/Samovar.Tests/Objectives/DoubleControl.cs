using Samovar.Compute.Graphs;
using Samovar.Diffusions;
using Samovar.Samplers;

namespace Samovar.Tests.Objectives;

/// <summary>The batch loss of the path KL in double precision, written out as a plain loop: the same noise, the same scores, any weights.</summary>
internal sealed class DoubleControl(ControlledDiffusion sampler, Paths paths, bool heldStates)
{
    public const double TargetVariance = 0.6;
    private const double Change = 1e-4;

    /// <summary>The largest difference to the gradients now in the parameters, as a share of the largest derivative of each matrix.</summary>
    public double LargestError()
    {
        double worst = 0;
        foreach (Parameter parameter in sampler.Parameters)
        {
            double largest = 1e-3;
            double error = 0;
            for (int index = 0; index < parameter.Count; index += 1 + (parameter.Count / 9))
            {
                (int row, int column) = (index / parameter.Columns, index % parameter.Columns);
                double slope = Slope(parameter, row, column);
                largest = Math.Max(largest, Math.Abs(slope));
                error = Math.Max(error, Math.Abs(slope - parameter.GradientRow(row)[column]));
            }

            worst = Math.Max(worst, error / largest);
        }

        return worst;
    }

    public double Loss()
    {
        double sum = 0;
        for (int path = 0; path < paths.Count; path++)
        {
            sum += Loss(path);
        }

        return sum / paths.Count;
    }

    private double Slope(Parameter parameter, int row, int column)
    {
        float value = parameter.Row(row)[column];
        (float up, float down) = ((float)(value + Change), (float)(value - Change));
        parameter.Row(row)[column] = up;
        double above = Loss();
        parameter.Row(row)[column] = down;
        double below = Loss();
        parameter.Row(row)[column] = value;
        return (above - below) / ((double)up - down);
    }

    private double Loss(int path)
    {
        ReferenceProcess process = paths.Process;
        double[] state = [.. paths.States[0].Row(path).ToArray().Select(value => (double)value)];
        double cost = 0;
        for (int step = 0; step < process.Steps; step++)
        {
            int row = (step * paths.Count) + path;
            double gain = process.Gain(step);
            double[] seen = heldStates ? [.. paths.States[step].Row(path).ToArray().Select(value => (double)value)] : state;
            double[] control = Control(seen, (double)step / process.Steps, paths.Scores.Row(row));
            for (int column = 0; column < state.Length; column++)
            {
                double noise = paths.Increments.Row(row)[column] - (gain * paths.Controls.Row(row)[column]);
                state[column] = (process.Decay(step) * state[column]) + (process.Deviation(step) * ((gain * control[column]) + noise));
                cost += 0.5 * gain * gain * control[column] * control[column];
            }
        }

        double squares = state.Sum(value => value * value);
        double variance = process.Variance(process.Steps);
        double reference = (-0.5 * squares / variance) - (0.5 * state.Length * Math.Log(2 * Math.PI * variance));
        return cost + reference + (0.5 * squares / TargetVariance) + (0.5 * state.Length * Math.Log(2 * Math.PI * TargetVariance));
    }

    private double[] Control(double[] state, double time, ReadOnlySpan<float> score)
    {
        Parameter[] parameters = [.. sampler.Parameters];
        int places = Steps(sampler).Count();
        int layers = (parameters.Length - 1 - places) / 2;
        double left = Math.Log(1 + (100 * (1 - time))) / Math.Log(101);
        double[] times = [.. Enumerable.Range(0, 8).SelectMany(index => new[] { Math.Cos(Math.PI / 2 * index * time), Math.Cos(Math.PI / 2 * (index + 1) * left) })];
        double[] values = [.. state.Select(value => value / paths.Process.Width), .. times];
        for (int layer = 0; layer < layers; layer++)
        {
            values = Times(values, parameters[layer], parameters[layers + layer]);
            if (layer < layers - 1)
            {
                values = [.. values.Select(value => value / (1 + Math.Exp(-value)))];
            }
        }

        double[] gates = Times(times, parameters[2 * layers], null);
        double[][] weights = [.. Steps(sampler).Select(parameter => Times(times, parameter, null))];
        for (int column = 0; column < values.Length; column++)
        {
            values[column] += gates[column] * score[column];
            for (int place = 0; place < places; place++)
            {
                values[column] += weights[place][column] * Math.Tanh(4 * ((state[column] / paths.Process.Width) - (-1.5 + (0.5 * place))));
            }
        }

        return values;
    }

    /// <summary>The weights of the steps along coordinates, which come last.</summary>
    public static IEnumerable<Parameter> Steps(ControlledDiffusion sampler) =>
        sampler.Parameters.Where(parameter => parameter.Name.StartsWith("place", StringComparison.Ordinal));

    private static double[] Times(double[] values, Parameter weight, Parameter? bias)
    {
        double[] products = new double[weight.Columns];
        for (int column = 0; column < products.Length; column++)
        {
            products[column] = bias is null ? 0 : bias.Row(0)[column];
            for (int row = 0; row < values.Length; row++)
            {
                products[column] += values[row] * weight.Row(row)[column];
            }
        }

        return products;
    }
}
