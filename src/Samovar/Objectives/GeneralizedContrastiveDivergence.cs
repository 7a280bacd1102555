using Samovar.Compute;
using Samovar.Samplers;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>Generalized contrastive divergence: min over q, max over π of KL(p ‖ q) − KL(π ‖ q), with q ∝ exp(−E/τ) and π a chain of Gaussian steps.</summary>
/// <remarks>
/// One step: paths of the chain; one step of the energy, down at data and up at draws, with squared energies held small; values backward along the paths;
/// the chain downhill in what comes next. Sources: Yoon et al., 2023, arXiv:2312.03397 (objective) and 2024, arXiv:2407.00626 (dynamic programming).
/// </remarks>
/// <param name="options">Settings.</param>
public sealed class GeneralizedContrastiveDivergence(DynamicProgrammingOptions options)
{
    /// <summary>The paper.</summary>
    public static Citation Paper { get; } = new(
        "yoon2024dxmi", "Maximum Entropy Inverse Reinforcement Learning of Diffusion Models with Energy-Based Models",
        "Yoon, Sangwoong and Hwang, Himchan and Kwon, Dohyun and Noh, Yung-Kyun and Park, Frank C.", 2024, "arXiv:2407.00626");

    /// <summary>Advances training by one step.</summary>
    /// <param name="model">Energy and chain in training.</param>
    /// <param name="data">[n, d] rows of the data, as many as there are paths.</param>
    /// <param name="step">Randomness, optimizers and bookkeeping of this step.</param>
    public void Step(EnergyChain model, Batch data, TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(step);
        AdaptiveVelocity velocity = step.Keep("velocity", _ => new AdaptiveVelocity(model.Chain));
        DynamicProgramming control = step.Reuse("control", () => new DynamicProgramming(model.Chain, model.Value, velocity, model.Temperature, options));
        model.Chain.Simulate(control.States, step.Random);
        double contrast = control.Fit.Contrast(data, control.States[^1], model.Regularization, options.ValueOptimizer, step);
        step.Record("contrast", contrast);
        control.Step(step);
        model.UpdateAverage(step.Index);
    }
}
