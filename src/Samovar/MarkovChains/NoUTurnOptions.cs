namespace Samovar.MarkovChains;

/// <summary>Settings of <see cref="NoUTurnSampler"/>.</summary>
public sealed record NoUTurnOptions
{
    /// <summary>
    /// Transitions per chain spent on adapting the step size and the map, dropped from the draws. Range [0, ∞); below 20 the map is not adapted, at 0
    /// nothing is. Default 500: the covariance is estimated from all chains together, so less is needed than for a single chain.
    /// </summary>
    public int WarmUp
    {
        get;
        init => field = Require.That(value, value >= 0, "The warm-up cannot be negative.");
    } = 500;

    /// <summary>Mean acceptance statistic that the step size is adapted to. Range (0, 1). Default 0.8.</summary>
    public double Acceptance
    {
        get;
        init => field = Require.That(value, value is > 0 and < 1, "The acceptance lies between 0 and 1, ends excluded.");
    } = 0.8;

    /// <summary>Leapfrog step, in the target's own coordinates; the first guess of the warm-up. Range (0, ∞). Default null, for d^(−1/4).</summary>
    public double? StepSize
    {
        get;
        init => field = Require.That(value, value is null || (value > 0 && double.IsFinite(value.Value)), "The leapfrog step must be positive and finite.");
    }

    /// <summary>Most doublings of a trajectory; it has at most 2^depth − 1 leapfrog steps. Range [1, 20]. Default 10.</summary>
    public int MaximalDepth
    {
        get;
        init => field = Require.That(value, value is >= 1 and <= 20, "The depth of a trajectory lies in [1, 20].");
    } = 10;

    /// <summary>Rise of the Hamiltonian, in nats, at which a trajectory is given up as divergent. Range (0, ∞). Default 1,000.</summary>
    public double DivergenceThreshold
    {
        get;
        init => field = Require.That(value, value > 0, "The divergence threshold must be positive.");
    } = 1_000;

    /// <summary>Largest dimension in which the adapted map is a full matrix; above it scales alone are adapted. Range [0, ∞). Default 100.</summary>
    public int LargestDenseDimension
    {
        get;
        init => field = Require.That(value, value >= 0, "The largest dimension of a full matrix cannot be negative.");
    } = 100;
}
