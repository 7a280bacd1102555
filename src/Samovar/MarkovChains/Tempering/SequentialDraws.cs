using Samovar.Compute;

namespace Samovar.MarkovChains.Tempering;

/// <summary>What a run of sequential Monte Carlo found.</summary>
/// <param name="Draws">[all islands × particles] points; those of one island share a weight. The mean weight estimates Z.</param>
/// <param name="IslandLogNormalizers">[all islands] independent estimates of ln Z.</param>
/// <param name="Schedule">The temperatures taken and the step sizes used, in the first batch.</param>
/// <param name="Acceptances">[steps] mean acceptance at each temperature of the first batch.</param>
/// <param name="Moves">[steps] moves at each temperature of the first batch.</param>
/// <param name="Divergent">Proposals that were not finite.</param>
public sealed record SequentialDraws(
    WeightedDraws Draws,
    IReadOnlyList<double> IslandLogNormalizers,
    AnnealingSchedule Schedule,
    IReadOnlyList<double> Acceptances,
    IReadOnlyList<int> Moves,
    long Divergent)
{
    /// <summary>ln Z: ln of the mean over islands of their estimates of Z.</summary>
    public double LogNormalizer => Draws.LogNormalizer;

    /// <summary>Standard error of <see cref="LogNormalizer"/>, from the spread between islands.</summary>
    public double LogNormalizerError =>
        new WeightedDraws(Draws.Points, IslandLogNormalizers).LogNormalizerError * Math.Sqrt(IslandLogNormalizers.Count / (IslandLogNormalizers.Count - 1.0));

    /// <summary>The islands of both runs together.</summary>
    /// <param name="left">One run, whose schedule is kept.</param>
    /// <param name="right">The other.</param>
    public static SequentialDraws operator +(SequentialDraws left, SequentialDraws right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        Batch points = new(left.Draws.Points.Count + right.Draws.Points.Count, left.Draws.Points.Dimension);
        left.Draws.Points.Values.CopyTo(points.Values);
        right.Draws.Points.Values.CopyTo(points.Values[left.Draws.Points.Values.Length..]);
        return left with
        {
            Draws = new WeightedDraws(points, [.. left.Draws.LogWeights, .. right.Draws.LogWeights]),
            IslandLogNormalizers = [.. left.IslandLogNormalizers, .. right.IslandLogNormalizers],
            Divergent = left.Divergent + right.Divergent,
        };
    }
}
