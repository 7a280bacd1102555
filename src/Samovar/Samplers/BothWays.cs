using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Samplers;

/// <summary>Draws from both ends: those of a sampler, and where the target can be drawn exactly, exact ones with the weights that the sampler gives them.</summary>
public static class BothWays
{
    /// <summary>Draws. Only exact draws know of modes that the sampler never visits.</summary>
    /// <param name="sampler">The sampler.</param>
    /// <param name="target">The density to sample.</param>
    /// <param name="count">Number of draws, at least 1; as many exact ones.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    /// <returns>Draws with <see cref="Draws.Truth"/>, which stays null without exact draws and for a sampler without a density; costs of both.</returns>
    public static Draws Draw(ISampler sampler, ITarget target, int count, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(random);
        RandomStream exact = random.Named("exact");
        Draws draws = sampler.Draw(target, count, random);
        if (draws.LogWeights is null || target.Capability<IHasExactDraws>() is not { } source)
        {
            return draws;
        }

        Batch points = new(count, target.Dimension);
        source.DrawExactly(points, exact);
        Draws? truth = sampler.Weigh(target, points, exact);
        return draws with { Truth = truth, Cost = draws.Cost + (truth?.Cost ?? EvaluationCost.None) };
    }
}
