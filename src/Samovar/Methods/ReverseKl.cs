using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>Ordinary reverse KL on a one-step generator: one small noise level, the target's own score. The baseline that loses modes.</summary>
[Catalogued("reverse-kl")]
public sealed class ReverseKl : IMethod
{
    /// <inheritdoc/>
    public string Summary => "one-step generator by ordinary reverse KL; loses modes: a baseline, not a tool";

    /// <inheritdoc/>
    public Citation Source => ReverseDiffusiveKl.Paper;

    /// <inheritdoc/>
    public IReadOnlyList<string> Presets { get; } = ["quick", "default"];

    /// <inheritdoc/>
    public IEnumerable<string> Problems(ITarget target, string preset) => [];

    /// <inheritdoc/>
    public TrainingSession Start(ITarget target, string preset, ulong seed, int? steps = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        MeteredTarget metered = new(target);
        TargetProbe probe = TargetProbe.Of(metered, RandomStream.FromSeed(seed).Named("probe"));
        double noise = 0.25 / Math.Sqrt(probe.SquaredScore);
        MlpOptions network = new() { Activation = Activation.LeakyRelu };
        GeneratorOptions generator = new() { Scale = 0.75 * probe.Extent, Network = network };
        ReverseDiffusiveKl objective = new(new ReverseDiffusiveKlOptions
        {
            Levels = new NoiseLevels.LogUniform(0.5 * noise, noise),
            Weight = new LevelWeight.Power(0, 0),
            ScoreNetwork = random => new ScoreNetwork(target.Dimension, new ScoreNetworkOptions { Network = network with { OutputScale = 0.1 } }, random),
            Posterior = new PlainScore(),
        });
        return new ObjectiveSession<OneStepGenerator>(
            new OneStepGenerator(target.Dimension, generator, RandomStream.FromSeed(seed).Named("weights")), objective, metered, seed,
            steps ?? (preset == "quick" ? 5_000 : 20_000));
    }
}
