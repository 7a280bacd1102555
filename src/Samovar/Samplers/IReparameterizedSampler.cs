using Samovar.Compute;
using Samovar.Runs;

namespace Samovar.Samplers;

/// <summary>A sampler that is a function of a standard normal point, x = g(z): one pass per draw, and gradients through it.</summary>
public interface IReparameterizedSampler : ITrainableSampler, ICheckpointed
{
    /// <summary>Takes from normal points the part in which the sampler learns nothing, such as a centre of mass; most samplers learn in all of space.</summary>
    /// <param name="points">[n, d] standard normal; standard normal in the subspace of learning on return.</param>
    void Project(Batch points)
    {
    }

    /// <summary>Evaluates g with the weights in training.</summary>
    /// <param name="latent">[n, d] standard normal.</param>
    /// <param name="destination">[n, d] overwritten.</param>
    void Generate(Batch latent, Batch destination);

    /// <summary>Leaves in the parameters the gradient of the mean over points of Σ force·x: steps against it move the draws against the force.</summary>
    /// <param name="latent">[n, d] standard normal.</param>
    /// <param name="force">[n, d] force on the draws.</param>
    /// <param name="stepForce">[n, d] force on the places of steps in g; unused where g has none.</param>
    /// <returns>The mean of Σ force·x.</returns>
    double Differentiate(Batch latent, Batch force, Batch stepForce);

    /// <summary>Sets what follows the schedule rather than the optimizer; called before each step.</summary>
    /// <param name="progress">Share of the schedule done, 0 to 1.</param>
    void Follow(double progress)
    {
    }

    /// <summary>Moves the averaged copy, which gives the draws, towards the weights in training; called once per step.</summary>
    /// <param name="step">Steps done: early averages reach back no further than the start.</param>
    void UpdateAverage(int step);
}
