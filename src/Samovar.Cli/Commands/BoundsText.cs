using Samovar.Cli.Catalogue;
using Samovar.Runs;
using Samovar.Targets;
using Spectre.Console;

namespace Samovar.Cli.Commands;

/// <summary>What a sampler with weights says about log Z from both sides, in plain words.</summary>
internal static class BoundsText
{
    /// <summary>Writes the sentences; nothing for a sampler without bounds.</summary>
    internal static void Write(IAnsiConsole console, RunResults results, Subject subject)
    {
        string[] sentences = [.. Sentences(results.Measurements, subject)];
        if (sentences.Length > 0)
        {
            console.Write(new Text(string.Join('\n', sentences) + "\n"));
            console.WriteLine();
        }
    }

    /// <summary>The sentences, from the measurements of a run.</summary>
    internal static IEnumerable<string> Sentences(IReadOnlyList<Measurement> measurements, Subject subject)
    {
        Measurement.Measured? Find(string name) => measurements.OfType<Measurement.Measured>().FirstOrDefault(measured => measured.Name == name);
        if (Find("elbo") is not { } lower)
        {
            yield break;
        }

        if (Find("eubo") is not { } upper)
        {
            yield return $"ELBO {Words(lower)} ≤ log Z. Without exact draws there is no upper bound, and modes that were never drawn are missing from log Z unseen.";
        }
        else
        {
            yield return $"ELBO {Words(lower)} ≤ log Z ≤ EUBO {Words(upper)}; the bounds are {Phrases.Number(upper.Value - lower.Value)} nats apart.";
        }

        if (Find("log-normalizer-forward") is { } forward)
        {
            bool exact = (subject as DensitySubject)?.Target.Capability<IHasExactDraws>() is not null;
            yield return $"From {(exact ? "exact draws, which miss no mode" : "draws of chains that are known to mix")}, log Z = {Words(forward)}.";
        }

        if (subject is DensitySubject { Target: { } target } && target.Capability<IHasLogNormalizer>() is { } known)
        {
            yield return $"The known value is {Phrases.Number(known.LogNormalizer)}.";
        }
    }

    private static string Words(Measurement.Measured measured) =>
        double.IsNaN(measured.StandardError) ? Phrases.Number(measured.Value) : $"{Phrases.Number(measured.Value)} ± {Phrases.Number(measured.StandardError)}";
}
