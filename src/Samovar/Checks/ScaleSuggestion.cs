namespace Samovar.Checks;

/// <summary>What a sampler should assume about the size of a target, as measured by short chains from scattered starts.</summary>
/// <param name="Extent">
/// Half-width of the region that holds the mass, in the units of the points: the width of a reference that covers the target, and the largest noise level.
/// </param>
/// <param name="SmallestNoise">Smallest noise level worth its cost: a quarter of the width that the mean squared score implies, in the units of the points.</param>
/// <param name="ChainsAgree">Whether the chains found the same law, or the target is log-concave; if not, modes are separated, or widths so different that chains are slow.</param>
public sealed record ScaleSuggestion(double Extent, double SmallestNoise, bool ChainsAgree);
