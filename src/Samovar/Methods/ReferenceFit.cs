using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Targets;

namespace Samovar.Methods;

/// <summary>Finds a Gaussian that covers a target, from which tempered methods start.</summary>
public static class ReferenceFit
{
    private const int Chains = 64;
    private const int WarmUp = 300;

    /// <summary>Standard deviations of the reference over those of the target: a little room, so that the tails are found.</summary>
    private const double Room = 1.15;

    /// <summary>The reference: a Gaussian that the target knows; the moments that chains from scattered starts agree on; else an isotropic one of the target's extent.</summary>
    /// <param name="target">The density; evaluations are counted by the caller's meter.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    public static AffineMap Of(ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(random);
        if (target.Capability<IHasGaussianApproximation>() is { } known)
        {
            return known.GaussianApproximation;
        }

        TargetProbe probe = TargetProbe.Of(target, random);
        if (!probe.ChainsAgree)
        {
            return Isotropic(target.Dimension, Covering(target.Dimension, probe.Extent));
        }

        Batch starts = new(Chains, target.Dimension);
        random.FillNormal(starts.Values);
        Batch placed = new(Chains, target.Dimension);
        Widened(probe.Mean, probe.Covariance, 1).Apply(starts, placed);
        WarmChains warm = WarmChains.Of(target, placed, new HamiltonianMonteCarlo(new HamiltonianOptions()), WarmUp, random);
        return Widened(warm.Map.Mean, warm.Map.Covariance, Room);
    }

    /// <summary>An isotropic reference of a given width, or a fitted one.</summary>
    /// <param name="target">The density.</param>
    /// <param name="width">Standard deviation of the reference; 0 to fit one.</param>
    /// <param name="random">Source of randomness; advanced where one is fitted.</param>
    public static AffineMap Of(ITarget target, double width, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(target);
        return width > 0 ? Isotropic(target.Dimension, width) : Of(target, random);
    }

    /// <summary>N(0, w² I).</summary>
    /// <param name="dimension">Number of coordinates d.</param>
    /// <param name="width">w, positive, in the units of the points.</param>
    public static AffineMap Isotropic(int dimension, double width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        return AffineMap.Diagonal(new double[dimension], [.. Enumerable.Repeat(width * width, dimension)]);
    }

    /// <summary>Width of a Gaussian at 0 that treats modes scattered over [−extent, extent]^d no less alike in many dimensions than in two.</summary>
    /// <remarks>Until modes part, a mode at μ carries a factor exp(−(1 − β)|μ|²/(2w²)) too much or too little. The deviation of |μ|² over modes grows as √d, hence w² does:
    /// with w = extent/2 in two dimensions the exponent deviates by 0.84 nats over uniformly scattered modes, in any number of dimensions.</remarks>
    private static double Covering(int dimension, double extent) => 0.5 * extent * Math.Pow(Math.Max(dimension, 2) / 2.0, 0.25);

    private static AffineMap Widened(IReadOnlyList<double> mean, double[,] covariance, double factor)
    {
        double[,] wider = (double[,])covariance.Clone();
        for (int row = 0; row < mean.Count; row++)
        {
            for (int column = 0; column < mean.Count; column++)
            {
                wider[row, column] *= factor * factor;
            }
        }

        return new AffineMap(mean, wider);
    }
}
