using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Targets;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.Diffusions;

/// <summary>Thousands of chains at exact draws of N(x; y, s²) N(x; 0, w²)^(1−β) p(x)^β for a correlated Gaussian p in the plane.</summary>
/// <remarks>A move that leaves this law alone changes no mean: pairs of before and after are compared, by coordinate, square and product.</remarks>
internal sealed class GaussianPosterior
{
    public const float Scale = 0.9f;
    public const double Width = 1.6;
    public const double InverseTemperature = 0.6;

    private const double Correlation = 0.6;
    private const int Lanes = 16_384;
    private const int Statistics = 5;
    private static readonly float[] Noisy = [0.3f, -1.1f];

    private readonly double[] before;

    /// <summary>Places the chains at draws for a given inverse temperature; the right one, unless the test is to be tested.</summary>
    public GaussianPosterior(double inverseTemperature = InverseTemperature, ulong seed = 31, float longestDrift = float.PositiveInfinity)
    {
        Gaussian target = new(new GaussianOptions { Dimension = 2, Correlation = Correlation });
        Kernel = target.Capability<IHasLaneKernel>()!.CreateLaneKernel(Lanes);
        Chains = new PosteriorChains(Kernel, 2) { LongestDrift = longestDrift };
        Chains.Start(Noisy, Scale, Width, RandomStreamState.FromSeed(seed));
        Draw(Kernel.Points, inverseTemperature, RandomStream.FromSeed(seed + 1));
        Chains.Refresh();
        before = Values();
    }

    public PosteriorChains Chains { get; }

    public ILaneKernel Kernel { get; }

    /// <summary>A bound on <see cref="WorstDeviation"/> that holds with probability 1 − falseAlarm (Bonferroni).</summary>
    public static double Bound(double falseAlarm) => TargetLaws.Deviations(falseAlarm, Statistics);

    /// <summary>Largest |mean change| in standard errors since the start.</summary>
    public double WorstDeviation()
    {
        double[] after = Values();
        double worst = 0;
        for (int statistic = 0; statistic < Statistics; statistic++)
        {
            double sum = 0;
            double squares = 0;
            for (int lane = 0; lane < Lanes; lane++)
            {
                double change = after[(statistic * Lanes) + lane] - before[(statistic * Lanes) + lane];
                sum += change;
                squares += change * change;
            }

            worst = Math.Max(worst, Math.Abs(sum) / Math.Sqrt(squares - (sum * sum / Lanes) + 1e-30));
        }

        return worst;
    }

    private double[] Values()
    {
        Span<float> points = Kernel.Points;
        double[] values = new double[Statistics * Lanes];
        for (int lane = 0; lane < Lanes; lane++)
        {
            double first = points[lane];
            double second = points[Lanes + lane];
            values[lane] = first;
            values[Lanes + lane] = second;
            values[(2 * Lanes) + lane] = first * first;
            values[(3 * Lanes) + lane] = second * second;
            values[(4 * Lanes) + lane] = first * second;
        }

        return values;
    }

    /// <summary>The precision is β Σ⁻¹ + (1/s² + (1 − β)/w²) I, the precision times the mean β Σ⁻¹ 1 + y/s².</summary>
    private static void Draw(Span<float> points, double inverseTemperature, RandomStream random)
    {
        double innovation = 1 - (Correlation * Correlation);
        double diagonal = (inverseTemperature / innovation) + (1 / (Scale * Scale)) + ((1 - inverseTemperature) / (Width * Width));
        double offDiagonal = -inverseTemperature * Correlation / innovation;
        double determinant = (diagonal * diagonal) - (offDiagonal * offDiagonal);
        double pull = inverseTemperature * (1 - Correlation) / innovation;
        double[] weighted = [.. Noisy.Select(y => pull + (y / (Scale * Scale)))];
        double[] mean = [((diagonal * weighted[0]) - (offDiagonal * weighted[1])) / determinant, ((diagonal * weighted[1]) - (offDiagonal * weighted[0])) / determinant];
        double variance = diagonal / determinant;
        double slope = -offDiagonal / diagonal;
        for (int lane = 0; lane < Lanes; lane++)
        {
            double first = Math.Sqrt(variance) * random.NextNormal();
            points[lane] = (float)(mean[0] + first);
            points[Lanes + lane] = (float)(mean[1] + (slope * first) + (random.NextNormal() / Math.Sqrt(diagonal)));
        }
    }
}
