using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Targets;

namespace Samovar.Methods.Classical;

/// <summary>Looks whether chains can start at all.</summary>
internal static class StartingPoints
{
    private const int Trials = 1_000;
    private const double UnknownScale = 4;

    /// <summary>A sentence where no point around the origin has a finite energy; empty otherwise.</summary>
    public static IEnumerable<string> Problems(ITarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        double scale = target.Capability<IHasCard>()?.Card.Scale ?? UnknownScale;
        Batch points = new(Trials, target.Dimension);
        RandomStream.FromSeed(0).FillNormal(points.Values);
        foreach (ref float value in points.Values)
        {
            value *= (float)(0.5 * scale);
        }

        double[] logDensity = new double[Trials];
        target.LogDensity(points, logDensity);
        if (!logDensity.Any(double.IsFinite))
        {
            yield return $"The energy of '{target.Name}' is not finite at any of {Trials:n0} points drawn from N(0, {0.5 * scale:g3}²), so no chain can start. "
                + "Check the energy with 'samovar check', or shift and scale the target so that its mass lies there.";
        }
    }

    /// <summary>Starting points with a finite energy, drawn from a Gaussian; and how many had to be drawn.</summary>
    /// <param name="target">The density.</param>
    /// <param name="reference">Carries N(0, I) to the Gaussian.</param>
    /// <param name="count">Number of points.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    /// <exception cref="SamplingFailedException">Fewer than one point in a hundred has a finite energy.</exception>
    public static (Batch Points, int Refused) Draw(ITarget target, AffineMap reference, int count, RandomStream random)
    {
        Batch accepted = new(count, target.Dimension);
        double[] logDensity = new double[count];
        int found = 0;
        int drawn = 0;
        while (found < count && drawn < 100 * count)
        {
            Batch trial = new(count, target.Dimension);
            random.FillNormal(trial.Values);
            reference.Apply(trial, trial);
            target.LogDensity(trial, logDensity);
            for (int row = 0; row < count && found < count; row++)
            {
                drawn++;
                if (double.IsFinite(logDensity[row]))
                {
                    trial.Row(row).CopyTo(accepted.Row(found++));
                }
            }
        }

        return found == count
            ? (accepted, drawn - count)
            : throw new SamplingFailedException(
                $"Of {drawn:n0} starting points for '{target.Name}' only {found} have a finite energy. Check the energy with 'samovar check', or narrow its scale.");
    }
}
