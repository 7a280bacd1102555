using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>Reverse diffusive KL: a one-step generator from an energy alone.</summary>
/// <remarks>
/// Of particles (<see cref="IParticleSystem"/>) the score of the target under much noise, s &gt; 1/√H with H the mean squared score of a coordinate and 2.4/√H of at most six particles, is not
/// estimated from the energy but learned from 1,024 Hamiltonian chains at the target, which begin at draws of a small sequential Monte Carlo run.
/// </remarks>
[Catalogued("dikl")]
public sealed class Dikl : IMethod
{
    private const int FewDimensions = 4;

    /// <inheritdoc/>
    public string Summary => "one-step generator by reverse diffusive KL; covers modes; no density, so no weights and no log Z";

    /// <inheritdoc/>
    public Citation Source => ReverseDiffusiveKl.Paper;

    /// <inheritdoc/>
    public IReadOnlyList<string> Presets { get; } = ["quick", "default", "paper"];

    /// <inheritdoc/>
    public IEnumerable<string> Problems(ITarget target, string preset)
    {
        ArgumentNullException.ThrowIfNull(target);
        IParticleSystem? particles = target.Capability<IParticleSystem>();
        if (particles?.SpatialDimensions > PairNetworkOptions.MostSpatialDimensions)
        {
            yield return $"Method 'dikl' learns particles of at most {PairNetworkOptions.MostSpatialDimensions} coordinates, and those of '{target.Name}' have "
                + $"{particles.SpatialDimensions}. Write the energy with Target.FromEnergy, which says nothing of particles, or draw with a classical method.";
        }

        if (preset == "paper" && particles is not null)
        {
            yield return $"Preset 'paper' of method 'dikl' would need the authors' graph network for particles, which Samovar does not have: '{target.Name}' "
                + "is trained by a smaller network of pairs. Use preset 'default'.";
        }
        else if (preset == "paper" && !DiklPaper.Targets.Contains(target.Name))
        {
            yield return $"Preset 'paper' of method 'dikl' is what the authors published, which covers {string.Join(" and ", DiklPaper.Targets)}, "
                + $"not '{target.Name}'. Use preset 'default'.";
        }
    }

    /// <inheritdoc/>
    public TrainingSession Start(ITarget target, string preset, ulong seed, int? steps = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        MeteredTarget metered = new(target);
        if (target.Capability<IParticleSystem>() is { } particles)
        {
            return ParticlePreset.For(particles, metered, preset == "quick", seed).Session(metered, seed, steps);
        }

        if (preset == "paper")
        {
            return Session(metered, DiklPaper.For(target.Name, target.Dimension), null, seed, steps);
        }

        (DiklPreset chosen, AffineMap? whitening) = Choose(metered, preset == "quick", seed);
        return Session(metered, chosen, whitening, seed, steps);
    }

    /// <summary>Settings for the scale, stiffness and connectedness that short chains find, and the coordinates to use them in.</summary>
    internal static (DiklPreset Preset, AffineMap? Whitening) Choose(MeteredTarget target, bool quick, ulong seed)
    {
        TargetProbe probe = TargetProbe.Of(target, RandomStream.FromSeed(seed).Named("probe"));
        AffineMap? whitening = probe.ChainsAgree && target.Dimension > FewDimensions ? new AffineMap(probe.Mean, probe.Covariance) : null;
        return (Choose(target.Dimension, probe, quick), whitening);
    }

    private static ObjectiveSession<OneStepGenerator> Session(MeteredTarget target, DiklPreset preset, AffineMap? whitening, ulong seed, int? steps)
    {
        OneStepGenerator generator = new(target.Dimension, preset.Generator, RandomStream.FromSeed(seed).Named("weights"));
        ReverseDiffusiveKl objective = new(preset.Objective);
        return whitening is null
            ? new ObjectiveSession<OneStepGenerator>(generator, objective, target, seed, steps ?? preset.Steps)
            : new ObjectiveSession<OneStepGenerator>(generator, objective, target, whitening, seed, steps ?? preset.Steps);
    }

    private static DiklPreset Choose(int dimension, TargetProbe probe, bool quick) =>
        dimension <= FewDimensions ? DiklPreset.FewDimensional(dimension, probe, quick ? 5_000 : 20_000)
        : probe.ChainsAgree ? DiklPreset.Connected(dimension, quick ? 300 : 1_000)
        : DiklPreset.Multimodal(dimension, probe, quick ? 3_000 : 12_000);
}
