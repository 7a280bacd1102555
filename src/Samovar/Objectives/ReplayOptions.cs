namespace Samovar.Objectives;

/// <summary>Settings of training on trajectories that are drawn backward from points found before.</summary>
/// <remarks>Source of the scheme: Sendera et al., 2024, arXiv:2402.05098, section 4; defaults are ours.</remarks>
public sealed record ReplayOptions
{
    /// <summary>Ends of trajectories that are remembered, and as many points of the local search. Range [1, ∞). Default 32768.</summary>
    public int Capacity
    {
        get;
        init => field = Require.That(value, value >= 1, "At least one point is remembered.");
    } = 32_768;

    /// <summary>k of the ranks: the smaller, the more the densest points are preferred. Range (0, ∞). Default 1.</summary>
    public double RankSoftness
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "The softness of ranks is positive.");
    } = 1;

    /// <summary>Steps between local searches; the first comes after as many. Range [1, ∞). Default 100.</summary>
    public int SearchInterval
    {
        get;
        init => field = Require.That(value, value >= 1, "At least one step lies between searches.");
    } = 100;

    /// <summary>Chains of a local search. Range [1, ∞). Default 256.</summary>
    public int SearchChains
    {
        get;
        init => field = Require.That(value, value >= 1, "A search needs a chain.");
    } = 256;

    /// <summary>Moves of every chain; in the first half it tunes its step size, the rest is kept. Range [2, ∞). Default 60.</summary>
    public int SearchMoves
    {
        get;
        init => field = Require.That(value, value >= 2, "A search has at least two moves.");
    } = 60;
}
