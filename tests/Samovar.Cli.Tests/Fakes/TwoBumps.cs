using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Cli.Tests.Fakes;

public sealed record TwoBumpsOptions
{
    public int Dimension { get; init => field = value is >= 1 and <= 20 ? value : throw new ArgumentOutOfRangeException(nameof(Dimension), value, "Two bumps take 1 to 20 dimensions."); } = 2;

    public double Distance { get; init; } = 2;
}

/// <summary>Two equal unit Gaussians at ± distance along the first coordinate.</summary>
[Catalogued("two-bumps")]
public sealed class TwoBumps(TwoBumpsOptions options) : ITarget, IHasExactDraws, IHasCard
{
    public string Name => "two-bumps";

    public int Dimension => options.Dimension;

    public TargetCard Card => new("Two equal bumps", "½ N(−a, I) + ½ N(a, I)", "0, normalized", 4, "made up for tests") { Traps = ["none"] };

    public void LogDensity(Batch points, Span<double> logDensity) => LogDensityAndScore(points, logDensity, new Batch(points.Count, Dimension));

    public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score)
    {
        for (int row = 0; row < points.Count; row++)
        {
            double energy = 0;
            for (int column = 0; column < Dimension; column++)
            {
                double x = points[row, column];
                double pull = column == 0 ? options.Distance * Math.Tanh(options.Distance * x) : 0;
                energy += 0.5 * x * x;
                score[row, column] = (float)(pull - x);
            }

            // ln cosh without the overflow of cosh.
            double reach = Math.Abs(options.Distance * points[row, 0]);
            logDensity[row] = reach + Math.Log(0.5 + (0.5 * Math.Exp(-2 * reach))) - energy;
        }
    }

    public void DrawExactly(Batch destination, RandomStream random)
    {
        random.FillNormal(destination.Values);
        for (int row = 0; row < destination.Count; row++)
        {
            destination[row, 0] += (float)(row % 2 == 0 ? options.Distance : -options.Distance);
        }
    }
}

public sealed record NeedsDataOptions
{
    public required string DataPath { get; init; }
}

/// <summary>A target that cannot be made without a file; its dimension is the file's number of lines.</summary>
[Catalogued("needs-data")]
public sealed class NeedsData(NeedsDataOptions options) : ITarget
{
    public string Name => "needs-data";

    public int Dimension { get; } = File.ReadAllLines(options.DataPath).Length;

    public void LogDensity(Batch points, Span<double> logDensity) => LogDensityAndScore(points, logDensity, new Batch(points.Count, Dimension));

    /// <summary>A standard Gaussian.</summary>
    public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score)
    {
        for (int row = 0; row < points.Count; row++)
        {
            logDensity[row] = 0;
            for (int column = 0; column < Dimension; column++)
            {
                logDensity[row] -= 0.5 * points[row, column] * points[row, column];
                score[row, column] = -points[row, column];
            }
        }
    }
}
