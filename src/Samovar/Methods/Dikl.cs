using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>Reverse diffusive KL: a one-step generator from an energy alone.</summary>
[Catalogued("dikl")]
public sealed class Dikl : IMethod
{
    /// <inheritdoc/>
    public string Summary => "one-step generator by reverse diffusive KL; covers modes, no density, no log Z";

    /// <inheritdoc/>
    public Citation Source => ReverseDiffusiveKl.Paper;

    /// <inheritdoc/>
    public IReadOnlyList<string> Presets { get; } = ["quick", "default"];

    /// <inheritdoc/>
    public IEnumerable<string> Problems(ITarget target, string preset) => [];

    /// <inheritdoc/>
    public TrainingSession Start(ITarget target, string preset, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(target);
        RandomStream random = RandomStream.FromSeed(seed).Named("weights");
        double scale = target.Capability<IHasCard>()?.Card.Scale ?? 5;
        OneStepGenerator sampler = new(target.Dimension, new GeneratorOptions { Scale = 0.75 * scale, Network = new MlpOptions { Activation = Activation.LeakyRelu } }, random);
        ReverseDiffusiveKl objective = new(new ReverseDiffusiveKlOptions
        {
            Levels = new NoiseLevels.LogUniform(0.3, scale),
            ScoreNetwork = stream => new ScoreNetwork(
                target.Dimension,
                new ScoreNetworkOptions { Network = new MlpOptions { Activation = Activation.LeakyRelu, OutputScale = 0.1 } },
                stream),
            Posterior = new ImportanceSampledScore(new ImportanceSamplingOptions()),
        });
        return new ObjectiveSession<OneStepGenerator>(sampler, objective, target, seed, preset == "quick" ? 5_000 : 30_000);
    }
}
