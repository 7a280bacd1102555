using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Diffusions;
using Samovar.Metrics.HeldOut;
using Samovar.Runs;
using Samovar.Samplers.Particles;

namespace Samovar.Tests.Samplers.Particles;

/// <summary>A step for tests: keeps what it is asked to keep and the last of what is recorded.</summary>
internal sealed class LooseStep(int index = 0) : IRunStep
{
    private readonly Dictionary<string, object> kept = [];

    public int Index => index;

    public double Progress => 0;

    public RandomStream Random { get; } = RandomStream.FromSeed(77);

    public Dictionary<string, double> Recorded { get; } = [];

    public T Keep<T>(string name, Func<RandomStream, T> create)
        where T : class, ICheckpointed => Reuse(name, () => create(Random.Named(name)));

    public T Reuse<T>(string name, Func<T> create)
        where T : class
    {
        if (!kept.TryGetValue(name, out object? found))
        {
            kept[name] = found = create();
        }

        return (T)found;
    }

    public void Record(string quantity, double value) => Recorded[quantity] = value;
}

/// <summary>A law that pulls to the denoised points of fixed rows.</summary>
internal sealed class FixedRows(Batch rows) : Attraction
{
    private readonly KernelDenoiser kernel = new();

    public override void Denoise(Batch noisy, double level, Batch denoised, IRunStep step) => kernel.Denoise(noisy, rows, level, denoised);
}

/// <summary>The exact denoiser of N(mean, variance) in one dimension.</summary>
internal sealed class GaussianLaw(double mean, double variance) : Attraction
{
    public override void Denoise(Batch noisy, double level, Batch denoised, IRunStep step)
    {
        for (int row = 0; row < noisy.Count; row++)
        {
            denoised[row, 0] = (float)(((variance * noisy[row, 0]) + (level * level * mean)) / (variance + (level * level)));
        }
    }
}

internal static class Swarms
{
    public static Batch Normal(int count, int dimension, ulong seed, double mean = 0, double deviation = 1)
    {
        Batch points = new(count, dimension);
        RandomStream.FromSeed(seed).FillNormal(points.Values);
        foreach (ref float value in points.Values)
        {
            value = (float)(mean + (deviation * value));
        }

        return points;
    }

    public static (double Mean, double Variance) Moments(Batch points)
    {
        double mean = 0;
        double square = 0;
        foreach (float value in points.Values)
        {
            mean += value;
            square += (double)value * value;
        }

        mean /= points.Values.Length;
        return (mean, (square / points.Values.Length) - (mean * mean));
    }

    public static double Measure(string name, Batch points, DataSet data)
    {
        HeldOutMetric metric = name switch
        {
            "modes-covered" => new ModesCovered(),
            "high-quality-rate" => new HighQualityRate(),
            "kl-mode" => new KlMode(),
            "within-mode-deviation" => new WithinModeDeviation(),
            _ => throw new ArgumentException(name),
        };
        return Assert.IsType<Measurement.Measured>(metric.Measure(points, data, RandomStream.FromSeed(5))).Value;
    }
}
