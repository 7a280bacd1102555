using Samovar.Compute;
using Samovar.Data;
using Samovar.Samplers;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>Generalized contrastive divergence: min over q, max over π of KL(p ‖ q) − KL(π ‖ q), with q ∝ exp(−E/τ) and π a chain of Gaussian steps.</summary>
/// <remarks>
/// One step: paths of the chain; one step of the energy, down at data and up at draws, with squared energies held small; values backward along the paths;
/// the chain downhill in what comes next. Sources: Yoon et al., 2023, arXiv:2312.03397 (objective) and 2024, arXiv:2407.00626 (dynamic programming).
/// </remarks>
/// <param name="options">Settings.</param>
public sealed class GeneralizedContrastiveDivergence(DynamicProgrammingOptions options) : IDataObjective<EnergyChain>
{
    /// <summary>The paper.</summary>
    public static Citation Paper { get; } = new(
        "yoon2024dxmi", "Maximum Entropy Inverse Reinforcement Learning of Diffusion Models with Energy-Based Models",
        "Yoon, Sangwoong and Hwang, Himchan and Kwon, Dohyun and Noh, Yung-Kyun and Park, Frank C.", 2024, "arXiv:2407.00626");

    /// <inheritdoc/>
    public Citation Source => Paper;

    /// <inheritdoc/>
    public void Step(EnergyChain sampler, DataSet data, TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(step);
        Batch real = step.Reuse("rows", () => new Batch(options.BatchSize, sampler.Dimension));
        AdaptiveVelocity velocity = step.Keep("velocity", _ => new AdaptiveVelocity(sampler.Chain));
        DynamicProgramming control = step.Reuse("control", () => new DynamicProgramming(sampler.Chain, sampler.Value, velocity, sampler.Temperature, options));
        data.Draw(real, step.Random);
        sampler.Chain.Simulate(control.States, step.Random);
        double contrast = control.Fit.Contrast(real, control.States[^1], sampler.Regularization, options.ValueOptimizer, step);
        step.Record("contrast", contrast);
        control.Step(step);
        sampler.UpdateAverage(step.Index);
    }
}
