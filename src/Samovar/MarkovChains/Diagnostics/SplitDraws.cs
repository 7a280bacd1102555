namespace Samovar.MarkovChains.Diagnostics;

/// <summary>One coordinate of all chains, each chain cut in two halves; the middle draw of a chain of odd length is left out.</summary>
internal sealed class SplitDraws
{
    private SplitDraws(int rows, double[] values)
    {
        Rows = rows;
        Length = values.Length / rows;
        Values = values;
    }

    /// <summary>Number of half chains.</summary>
    public int Rows { get; }

    /// <summary>Draws per half chain.</summary>
    public int Length { get; }

    /// <summary>[rows × length] one half chain after the other.</summary>
    public double[] Values { get; }

    /// <exception cref="ArgumentException">A draw is not finite.</exception>
    public static SplitDraws Of(ChainTrace trace, int column)
    {
        int length = trace.Steps / 2;
        double[] values = new double[2 * trace.Chains * length];
        for (int row = 0; row < 2 * trace.Chains; row++)
        {
            int first = row % 2 == 0 ? 0 : trace.Steps - length;
            for (int step = 0; step < length; step++)
            {
                float value = trace.At(row / 2, first + step)[column];
                values[(row * length) + step] = float.IsFinite(value)
                    ? value
                    : throw new ArgumentException(
                        $"Coordinate {column} of chain {row / 2} is {value} at step {first + step}. Diagnostics need finite draws; find out where the chain left the support.",
                        nameof(trace));
            }
        }

        return new SplitDraws(2 * trace.Chains, values);
    }

    public ReadOnlySpan<double> Row(int row) => Values.AsSpan(row * Length, Length);

    public SplitDraws With(double[] values) => new(Rows, values);

    public SplitDraws Select(Func<double, double> function) => new(Rows, Array.ConvertAll(Values, value => function(value)));
}
