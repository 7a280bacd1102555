using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Networks;

namespace Samovar.Objectives;

/// <summary>Settings of a score of the noised target that a network learns from chains at the target.</summary>
/// <remarks>Mass that the chains miss is missed by what learns from them: begin them with draws in right proportions, as sequential Monte Carlo gives.</remarks>
public sealed record TaughtScoreOptions
{
    /// <summary>[n, d] where the chains begin: draws of the target, or nearly.</summary>
    public required Batch Starts { get; init; }

    /// <summary>Makes the network.</summary>
    public required Func<RandomStream, IScoreNetwork> Network { get; init; }

    /// <summary>Law of the noise scales that it learns. At smaller ones scores are estimated from the posterior of every point.</summary>
    public required NoiseLevels Levels { get; init; }

    /// <summary>Standard deviation of a coordinate of the target, by which points are told that are too far out for the network. Range (0, ∞).</summary>
    public required double Deviation
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "A deviation is positive and finite.");
    }

    /// <summary>H, the mean squared score of a coordinate under the target; bears on the variance of what is learned, not on its mean. Range (0, ∞). Default 1.</summary>
    public double SquaredScore
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "A squared score is positive and finite.");
    } = 1;

    /// <summary>Coordinates of a particle, for targets that are learned without a centre of mass; 0 (default) in all of space.</summary>
    public int CentredAxes
    {
        get;
        init => field = Require.That(value, value >= 0, "A number of axes is not negative.");
    }

    /// <summary>Leapfrog steps of one Hamiltonian move. Range [1, ∞). Default 5.</summary>
    public int LeapfrogSteps
    {
        get;
        init => field = Require.That(value, value >= 1, "At least one leapfrog step is needed.");
    } = 5;

    /// <summary>Denoising steps before the first score is asked for. Range [1, ∞). Default 100.</summary>
    public int FirstSteps
    {
        get;
        init => field = Require.That(value, value >= 1, "At least one denoising step is needed.");
    } = 100;
}
