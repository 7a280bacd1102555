using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Methods;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Cli.Tests.Fakes;

public sealed record UrnOptions
{
    public int Rungs { get; init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Rungs), value, "There must be at least one rung."); } = 3;

    public double? StepSize { get; init; }

    public bool Weighing { get; init; }

    public bool Stuck { get; init; }

    public bool Empty { get; init; }
}

/// <summary>Draws from a wide Gaussian: with weights it is importance sampling, without them it is wrong.</summary>
[Catalogued("urn")]
public sealed class Urn(UrnOptions options) : IDirectMethod
{
    public string Summary => "Draws from an urn";

    public Citation Source => new("nobody2002", "Urns for tests", "Nobody", 2002, "arXiv:0000.00002");

    public IEnumerable<string> Problems(ITarget target) =>
        target.Dimension > 10 ? [$"Method 'urn' draws in at most 10 dimensions; target '{target.Name}' has {target.Dimension}."] : [];

    public DirectDraws Draw(ITarget target, DirectRequest request, CancellationToken cancellation)
    {
        const double Width = 3;
        cancellation.ThrowIfCancellationRequested();
        request.Tell(0.5, "shaking");
        cancellation.ThrowIfCancellationRequested();
        if (options.Empty)
        {
            throw new SamplingFailedException("The urn is empty. Fill it.");
        }

        Batch points = new(request.Count, target.Dimension);
        RandomStream.FromSeed(request.Seed).FillNormal(points.Values);
        double[] logWeights = new double[points.Count];
        foreach (ref float value in points.Values)
        {
            value *= (float)Width;
        }

        target.LogDensity(points, logWeights);
        for (int row = 0; row < points.Count; row++)
        {
            double square = points.Row(row).ToArray().Sum(value => (double)value * value);
            logWeights[row] += (0.5 * square / (Width * Width)) + (0.5 * points.Dimension * Math.Log(2 * Math.PI * Width * Width));
        }

        double[] weights = [.. logWeights.Select(Math.Exp)];
        double mean = weights.Average();
        double error = Math.Sqrt(weights.Average(weight => (weight - mean) * (weight - mean)) / weights.Length) / mean;
        return new DirectDraws(points)
        {
            LogWeights = options.Weighing ? logWeights : null,
            LogNormalizer = options.Weighing ? new LogNormalizerEstimate(Math.Log(mean), error, "importance sampling from an urn") : null,
            Diagnostics = [new Diagnostic("rungs-seen", options.Rungs, "rungs of the ladder"), new Diagnostic("worst-r-hat", double.PositiveInfinity, "1 is right")],
            Findings = options.Stuck ? [new Finding(Severity.Amber, "stuck", "1 of 1 chains never moved.", "Shake harder.")] : [],
            Curves = [new Curve("barrier", "inverse temperature", [new CurvePoint(0, 1), new CurvePoint(0.5, 3), new CurvePoint(1, 2)])],
        };
    }
}
