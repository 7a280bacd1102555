using Samovar.Checks;
using Samovar.Cli.Catalogue;
using Samovar.Methods;

namespace Samovar.Cli.Commands;

/// <summary>Which methods to try on a target first, and with which widths.</summary>
/// <param name="Suggestion">What short chains measured.</param>
/// <param name="Trained">Name of a method that trains a sampler, or null where there is none.</param>
/// <param name="Preset">Its preset for a first look, or null.</param>
/// <param name="Direct">Name of a method that draws without training, or null where there is none.</param>
internal sealed record SamplingAdvice(ScaleSuggestion Suggestion, string? Trained, string? Preset, string? Direct)
{
    private static readonly string[] ForModes = ["pt", "smc", "ais"];
    private static readonly string[] ForOneMode = ["nuts", "hmc", "mala"];

    /// <summary>The advice in words.</summary>
    internal IEnumerable<string> Sentences
    {
        get
        {
            string extent = Phrases.Number(Suggestion.Extent);
            yield return $"Reference: a Gaussian or box of half-width {extent} covers the mass that short chains found.";
            yield return $"Noise levels: from {Phrases.Number(Suggestion.SmallestNoise)} to {extent}.";
            string train = Trained is null ? string.Empty : $"samovar train TARGET --method {Trained} --preset {Preset}";
            string draw = Direct is null ? string.Empty : $"samovar sample TARGET --method {Direct}";
            string commands = string.Join(", or ", new[] { draw, train }.Where(command => command.Length > 0));
            string seen = Suggestion.ChainsAgree
                ? "short chains from scattered starts agree, so a Markov chain gets around"
                : "short chains from scattered starts disagree: separated modes, or a shape that short chains cross too slowly";
            yield return commands.Length > 0 ? $"Method: {commands}; {seen}." : $"Method: {seen}.";
        }
    }

    /// <summary>Chooses among the methods that exist.</summary>
    internal static SamplingAdvice For(ScaleSuggestion suggestion, IdeaCatalogue catalogue)
    {
        CatalogueEntry? trained = IdeaCatalogue.Find(catalogue.Methods, "dikl");
        string? preset = trained is null ? null : IdeaCatalogue.Create<IMethod>(trained).Presets[0];
        string? direct = Array.Find(
            suggestion.ChainsAgree ? ForOneMode : ForModes, name => IdeaCatalogue.Find(catalogue.DirectMethods, name) is not null);
        return new SamplingAdvice(suggestion, trained?.Name, preset, direct);
    }
}
