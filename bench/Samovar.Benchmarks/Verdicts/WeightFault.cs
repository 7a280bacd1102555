using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Benchmarks.Verdicts;

/// <summary>Draws with weights, right or wrong, around a known log Z.</summary>
/// <param name="Name">Name in the table.</param>
/// <param name="Good">Whether nothing is wrong.</param>
/// <param name="Applies">Whether a subject can have it.</param>
/// <param name="Draw">A portion of draws with weights, and with exact draws and theirs.</param>
internal sealed record WeightFault(string Name, bool Good, Func<VerdictSubject, bool> Applies, Func<VerdictSubject, int, RandomStream, Draws> Draw)
{
    /// <summary>Every case.</summary>
    public static IReadOnlyList<WeightFault> All { get; } =
    [
        new("even weights", true, HasNormalizer, (subject, count, random) => Uneven(subject, count, random, 0.1)),
        new("log-weights spread by 3", false, HasNormalizer, (subject, count, random) => Uneven(subject, count, random, 3)),
        new("weights with Pareto tail 1.2", false, HasNormalizer, (subject, count, random) => Weighted(
            subject.True(count, random), subject.True(count, random), () => LogZ(subject) - (1.2 * Math.Log(1 - random.NextDouble())) - 2, () => LogZ(subject))),
        new("log Z half a nat off", false, HasNormalizer, (subject, count, random) => Weighted(
            subject.True(count, random), subject.True(count, random), () => LogZ(subject) + 0.5 + (0.1 * random.NextNormal()), () => LogZ(subject) + 0.5 + (0.1 * random.NextNormal()))),
        new("half of the modes, even weights", false, subject => HasNormalizer(subject) && subject.Regions > 3, Collapsed),
    ];

    private static bool HasNormalizer(VerdictSubject subject) => subject.Target?.Capability<IHasLogNormalizer>() is not null;

    private static double LogZ(VerdictSubject subject) => subject.Target!.Capability<IHasLogNormalizer>()!.LogNormalizer;

    /// <summary>Log-weights N(ln Z − s²/2, s²) of own draws and N(ln Z + s²/2, s²) of exact ones: what paths of an imperfect control have.</summary>
    private static Draws Uneven(VerdictSubject subject, int count, RandomStream random, double spread) => Weighted(
        subject.True(count, random), subject.True(count, random),
        () => LogZ(subject) - (spread * spread / 2) + (spread * random.NextNormal()),
        () => LogZ(subject) + (spread * spread / 2) + (spread * random.NextNormal()));

    /// <summary>Perfect inside half of the modes and without mass outside: own weights are even, and only exact draws know better.</summary>
    private static Draws Collapsed(VerdictSubject subject, int count, RandomStream random)
    {
        Batch own = Fault.All[1].Draw(subject, count, random);
        Batch exact = subject.True(count, random);
        bool[] seen = [.. subject.Region(exact).Select(region => region < subject.Regions / 2)];
        double mass = seen.Average(inside => inside ? 1.0 : 0);
        int next = 0;
        return Weighted(own, exact, () => LogZ(subject) + Math.Log(mass) + (0.05 * random.NextNormal()), () => LogZ(subject) + Math.Log(mass) + (seen[next++] ? 0 : 50));
    }

    private static Draws Weighted(Batch own, Batch exact, Func<double> weight, Func<double> truth) => new(own, EvaluationCost.None)
    {
        LogWeights = [.. Enumerable.Range(0, own.Count).Select(_ => weight())],
        Truth = new Draws(exact, EvaluationCost.None) { LogWeights = [.. Enumerable.Range(0, exact.Count).Select(_ => truth())] },
    };
}
