using Samovar.Samplers;

namespace Samovar.Cli.Commands;

/// <summary>Tells which draws of a run were written where.</summary>
/// <param name="Path">The file with the draws.</param>
/// <param name="Drawn">The draws, before refinement.</param>
/// <param name="Seed">Their seed.</param>
internal sealed record SampleReport(string Path, Draws Drawn, ulong Seed)
{
    /// <summary>[n] weights that sum to 1, or null where none were asked for.</summary>
    internal double[]? Weights { get; init; }

    /// <summary>The file with the weights, or null.</summary>
    internal string? WeightsFile { get; init; }

    /// <summary>What refinement did, or null.</summary>
    internal Refinement? Refinement { get; init; }

    /// <summary>Tells.</summary>
    internal void Tell(Host host, bool json, bool quiet)
    {
        if (json)
        {
            host.Output.WriteLine(JsonText.Of(new
            {
                file = Path,
                count = Drawn.Points.Count,
                dimension = Drawn.Points.Dimension,
                seed = Seed,
                scoreEvaluations = Drawn.Cost.Scores + (Refinement?.Cost.Scores ?? 0),
                acceptance = Refinement?.Acceptance,
                energyBefore = Finite(Refinement?.Energies.Before),
                energyAfter = Finite(Refinement?.Energies.After),
                energyChangeError = Finite(Refinement?.Energies.StandardError),
                weightsFile = WeightsFile,
                effectiveShare = Weights is null ? (double?)null : NormalizedWeights.EffectiveShare(Weights),
            }));
        }
        else if (!quiet)
        {
            host.Output.WriteLine($"{Drawn.Points.Count} draws in {Drawn.Points.Dimension} dimensions written to {host.ShortPath(Path)}");
            TellWeights(host);
            TellRefinement(host);
        }
    }

    private void TellWeights(Host host)
    {
        if (Weights is null)
        {
            return;
        }

        string place = WeightsFile == Path ? "the column 'weight'" : host.ShortPath(WeightsFile!);
        host.Output.WriteLine($"Their weights, which sum to 1, are in {place}; an effective share of {Phrases.Number(NormalizedWeights.EffectiveShare(Weights))} carries them.");
        int lost = NormalizedWeights.Lost(Drawn.LogWeights!);
        if (lost > 0)
        {
            host.Output.WriteLine($"{lost} {(lost == 1 ? "draw comes" : "draws come")} from paths that ran into numbers that are not finite; their weight is 0.");
        }
    }

    private void TellRefinement(Host host)
    {
        if (Refinement is not { } done)
        {
            return;
        }

        host.Output.WriteLine(
            $"Refined by {Phrases.Count(done.Trajectories)} Hamiltonian {(done.Trajectories == 1 ? "trajectory" : "trajectories")} each, with acceptance {Phrases.Number(done.Acceptance)} "
            + $"at leapfrog steps of up to {Phrases.Number(done.StepSize)}; {Phrases.Count(done.Cost.Scores)} score evaluations.");
        EnergyChange energies = done.Energies;
        host.Output.WriteLine(energies.Endless is not (0, 0) and var (before, after)
            ? $"{before} of {Drawn.Points.Count} draws had no finite energy before and {after} have none after, so there is no mean energy to tell: "
                + "the density is zero there, and a trajectory finds no slope to follow back. Leave such draws out, and look at the findings of 'samovar evaluate'."
            : $"Mean energy {Signed(energies.Before)} before and {Signed(energies.After)} after, a change of {Signed(energies.After - energies.Before)} ± {Phrases.Error(energies.StandardError)}; "
            + $"median {Signed(energies.MedianBefore)} and {Signed(energies.MedianAfter)}.");
    }

    private static string Signed(double value) => Phrases.Number(value).Replace("-", "−", StringComparison.Ordinal);

    /// <summary>JSON has no infinities: an energy that is not finite is null.</summary>
    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
