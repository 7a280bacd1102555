using Samovar.Diffusions;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>The KL divergence of the controlled paths from the target's, by reparameterization: minus the lower bound of ln Z.</summary>
/// <remarks>
/// L = mean of Σ ½ g² |u|² + ln p_N(x_N) − ln ρ(x_N), differentiated through all states by the discrete adjoint. The stochastic part of ln weight, which has
/// mean zero, is left out. The score that the control sees counts as constant, as in DDS; PIS can differentiate it. At the best control the two agree in the
/// mean: what is left out is multiplied by the derivative of L by u, whose mean given the state is zero there. Trajectories whose weight is not finite are
/// left out and counted. Sources: Zhang and Chen, 2022, arXiv:2111.15141; Vargas, Grathwohl and Doucet, 2023, arXiv:2302.13834.
/// </remarks>
/// <param name="options">Settings.</param>
public sealed class PathKl(PathKlOptions options) : IObjective<ControlledDiffusion>
{
    /// <summary>The path integral sampler.</summary>
    public static Citation Paper { get; } = new(
        "zhang2022path", "Path integral sampler: A stochastic control approach for sampling", "Zhang, Qinsheng and Chen, Yongxin", 2022, "arXiv:2111.15141");

    /// <summary>The denoising diffusion sampler.</summary>
    public static Citation DenoisingPaper { get; } = new(
        "vargas2023denoising", "Denoising diffusion samplers", "Vargas, Francisco and Grathwohl, Will and Doucet, Arnaud", 2023, "arXiv:2302.13834");

    /// <inheritdoc/>
    public Citation Source => Paper;

    /// <inheritdoc/>
    public void Step(ControlledDiffusion sampler, ITarget target, TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(step);
        if (sampler.LearnsVariance)
        {
            throw new ArgumentException("The path KL goes back through the states, which learned variances do not support. Use a balance loss or fixed variances.", nameof(sampler));
        }

        PathAdjoint adjoint = step.Reuse("path adjoint", () => new PathAdjoint(new Paths(sampler.Process, options.BatchSize, sampler.Dimension)));
        sampler.Simulate(target, adjoint.Paths, step.Random, 1);
        PathTraining.Record(adjoint.Paths, step);
        adjoint.Start(target);
        if (step.Descend("control", sampler, options.Optimizer, () => sampler.Differentiate(adjoint.Paths, adjoint)))
        {
            sampler.UpdateAverage(step.Index);
        }

        step.Record("loss", adjoint.Loss);
    }
}
