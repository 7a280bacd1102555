using System.Numerics;
using System.Runtime.Intrinsics;

namespace Samovar.MarkovChains.Diagnostics;

/// <summary>The mean over half chains of the autocovariance, one lag at a time: most chains are asked for few lags.</summary>
internal sealed class Autocovariance
{
    /// <summary>Lags below this one are sums of products; the first one asked for beyond makes a Fourier transform worth its price.</summary>
    private const int DirectLags = 64;

    private readonly int rows;
    private readonly int length;
    private readonly double[] deviations;
    private double[]? distant;

    public Autocovariance(SplitDraws draws)
    {
        rows = draws.Rows;
        length = draws.Length;
        deviations = [.. draws.Values];
        for (int row = 0; row < rows; row++)
        {
            double mean = ChainVariances.Mean(draws.Row(row));
            foreach (ref double value in deviations.AsSpan(row * length, length))
            {
                value -= mean;
            }
        }
    }

    /// <summary>(1/n) Σ over t of (x_t − mean)(x_{t + lag} − mean), averaged over the half chains.</summary>
    public double At(int lag) => lag < DirectLags ? Direct(lag) : (distant ??= Transformed())[lag];

    /// <summary>The same from sums of products, whatever the lag.</summary>
    internal double Direct(int lag)
    {
        double sum = 0;
        for (int row = 0; row < rows; row++)
        {
            ReadOnlySpan<double> deviation = deviations.AsSpan(row * length, length);
            sum += Product(deviation[..^lag], deviation[lag..]);
        }

        return sum / length / rows;
    }

    /// <summary>The same for every lag, from power spectra. Two half chains make one complex sequence: the real part of its autocovariance is the sum of theirs.</summary>
    internal double[] Transformed()
    {
        Complex[] sequence = new Complex[(int)BitOperations.RoundUpToPowerOf2((uint)(2 * length))];
        double[] power = new double[sequence.Length];
        for (int row = 0; row < rows; row += 2)
        {
            Array.Clear(sequence);
            for (int step = 0; step < length; step++)
            {
                sequence[step] = new Complex(deviations[(row * length) + step], deviations[((row + 1) * length) + step]);
            }

            FourierTransform.Apply(sequence);
            for (int index = 0; index < power.Length; index++)
            {
                power[index] += (sequence[index] * Complex.Conjugate(sequence[index])).Real;
            }
        }

        Complex[] back = Array.ConvertAll(power, value => new Complex(value, 0));
        FourierTransform.Apply(back);
        return Array.ConvertAll(back[..length], value => value.Real / back.Length / length / rows);
    }

    private static double Product(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        Vector512<double> sums = Vector512<double>.Zero;
        int index = 0;
        for (; index <= left.Length - Vector512<double>.Count; index += Vector512<double>.Count)
        {
            sums += Vector512.Create(left[index..]) * Vector512.Create(right[index..]);
        }

        double sum = Vector512.Sum(sums);
        for (; index < left.Length; index++)
        {
            sum += left[index] * right[index];
        }

        return sum;
    }
}
