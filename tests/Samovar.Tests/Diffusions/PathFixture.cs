using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;

namespace Samovar.Tests.Diffusions;

/// <summary>Paths under a control given in closed form, with a Gaussian target N(0, s² I) times a constant.</summary>
internal static class PathFixture
{
    public static readonly double LogZ = 0.7;

    /// <summary>The best kernels are Gaussian, so for fine steps the best control is linear; no control at all where <paramref name="deviation"/> is null.</summary>
    public static Paths Simulate(ReferenceProcess process, int count, int dimension, double? deviation, double targetDeviation, ulong seed)
    {
        Paths paths = new(process, count, dimension);
        RandomStream random = RandomStream.FromSeed(seed);
        Batch noise = new(count, dimension);
        random.FillNormal(paths.States[0].Values);
        foreach (ref float value in paths.States[0].Values)
        {
            value *= (float)process.StartWidth;
        }

        for (int step = 0; step < process.Steps; step++)
        {
            Steer(paths, step, deviation);
            random.FillNormal(noise.Values);
            paths.Move(step, noise, 1);
        }

        paths.Weigh(LogDensity(paths.States[process.Steps], targetDeviation));
        return paths;
    }

    /// <summary>Paths run backward from exact draws of the target under the same controls; <paramref name="bridge"/> takes the place of <see cref="Paths.Bridge"/>.</summary>
    public static Paths Retrace(ReferenceProcess process, int count, double? deviation, double targetDeviation, ulong seed, Action<Paths, Batch, RandomStream>? bridge = null)
    {
        Paths paths = new(process, count, 2);
        RandomStream random = RandomStream.FromSeed(seed);
        Batch ends = new(count, 2);
        random.FillNormal(ends.Values);
        foreach (ref float value in ends.Values)
        {
            value *= (float)targetDeviation;
        }

        (bridge ?? ((drawn, last, source) => drawn.Bridge(last, source)))(paths, ends, random);
        for (int step = 0; step < process.Steps; step++)
        {
            Steer(paths, step, deviation);
            paths.Compare(step);
        }

        paths.Weigh(LogDensity(ends, targetDeviation));
        return paths;
    }

    public static double[] LogDensity(Batch points, double deviation) =>
        [.. Enumerable.Range(0, points.Count).Select(row => LogZ + Enumerable.Range(0, points.Dimension).Sum(
            column => (-0.5 * Math.Pow(points[row, column] / deviation, 2)) - (0.5 * Math.Log(2 * Math.PI * deviation * deviation))))];

    private static void Steer(Paths paths, int step, double? deviation)
    {
        double slope = deviation is { } wanted ? Slope(paths.Process, step, wanted) : 0;
        int size = paths.Count * paths.Dimension;
        for (int index = 0; index < size; index++)
        {
            paths.Controls.Values[(step * size) + index] = (float)(slope * paths.States[step].Values[index]);
        }
    }

    /// <summary>u/x of the controlled step whose mean is that of the reference conditioned on the end following N(0, s²).</summary>
    /// <remarks>Marginals of the bridge mixture are V + r² (s² − V_N) with r = cov(x, x_N)/V_N; the step's mean is cov(x', x)/var(x) · x.</remarks>
    private static double Slope(ReferenceProcess process, int step, double deviation)
    {
        double here = MixtureVariance(process, step, deviation);
        if (here == 0)
        {
            return 0;
        }

        double covariance = process.Decay(step) * process.Variance(step) / process.Variance(step + 1) * MixtureVariance(process, step + 1, deviation);
        return ((covariance / here) - process.Decay(step)) / (process.Deviation(step) * process.Gain(step));
    }

    private static double MixtureVariance(ReferenceProcess process, int step, double deviation)
    {
        double left = 1;
        for (int later = step; later < process.Steps; later++)
        {
            left *= process.Decay(later);
        }

        double last = process.Variance(process.Steps);
        double regression = left * process.Variance(step) / last;
        return process.Variance(step) + (regression * regression * ((deviation * deviation) - last));
    }
}
