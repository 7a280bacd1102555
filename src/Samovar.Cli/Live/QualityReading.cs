using Samovar.Compute;

namespace Samovar.Cli.Live;

/// <summary>A number that says how good a sampler is by now.</summary>
/// <param name="Name">What it is, in a word or two.</param>
/// <param name="Value">The number.</param>
/// <param name="Words">The number as a short phrase, with its name.</param>
internal sealed record QualityReading(string Name, double Value, string Words);

/// <summary>A look at a sampler in training.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Points">[n, d] draws of the averaged sampler, on a stream of their own.</param>
/// <param name="Readings">What they tell.</param>
internal sealed record Glimpse(int Step, Batch Points, IReadOnlyList<QualityReading> Readings);
