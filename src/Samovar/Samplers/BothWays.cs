using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Samplers;

/// <summary>Draws from both ends: those of a sampler, and where the target can be drawn exactly or nearly so, such ones with the weights that the sampler gives them.</summary>
public static class BothWays
{
    /// <summary>Draws. Only exact draws know of modes that the sampler never visits.</summary>
    /// <param name="sampler">The sampler.</param>
    /// <param name="target">The density to sample.</param>
    /// <param name="count">Number of draws, at least 1; as many exact ones.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    /// <param name="truth">What draws exactly in place of the target, such as a pool made by chains that mix; asked only for a sampler with weights. Null: the target itself, where it can.</param>
    /// <returns>Draws with <see cref="Draws.Truth"/>, which stays null without exact draws and for a sampler without a density; costs of both.</returns>
    public static Draws Draw(ISampler sampler, ITarget target, int count, RandomStream random, Func<IHasExactDraws?>? truth = null)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(random);
        RandomStream exact = random.Named("exact");
        Draws draws = sampler.Draw(target, count, random);
        if (draws.LogWeights is null || (truth is null ? target.Capability<IHasExactDraws>() : truth()) is not { } source)
        {
            return draws;
        }

        Batch points = new(count, target.Dimension);
        source.DrawExactly(points, exact);
        Draws? weighed = sampler.Weigh(target, points, exact);
        return draws with { Truth = weighed, Cost = draws.Cost + (weighed?.Cost ?? EvaluationCost.None) };
    }
}
