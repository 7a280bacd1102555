using Samovar.Runs;

namespace Samovar.Diffusions;

/// <summary>Step sizes of Langevin moves, one per noise level and temperature, adapted between training steps to an acceptance of 0.574.</summary>
/// <remarks>
/// h = κ / (β H + precision of the Gaussian factor): κ is what is adapted. Acceptances are counted as integers while the chains run, so the result does
/// not depend on the order of threads. Acceptance from Roberts and Rosenthal, 1998.
/// </remarks>
/// <param name="smallestScale">Smallest noise scale.</param>
/// <param name="largestScale">Largest noise scale.</param>
public sealed class LangevinSteps(double smallestScale, double largestScale) : ICheckpointed
{
    private const int Levels = 20;
    private const int Temperatures = 12;
    private const double BestAcceptance = 0.574;
    private const double Rate = 0.15;

    private readonly double[] factors = [.. Enumerable.Repeat(0.5, Levels * Temperatures)];
    private readonly long[] accepted = new long[Levels * Temperatures];
    private readonly long[] proposed = new long[Levels * Temperatures];

    /// <summary>Which entry of the table serves a noise scale and an inverse temperature.</summary>
    /// <param name="scale">s, positive.</param>
    /// <param name="inverseTemperature">β in [0, 1].</param>
    public int EntryOf(double scale, double inverseTemperature) => EntryAt(LevelOf(scale), inverseTemperature);

    /// <summary>Which row of the table serves a noise scale.</summary>
    /// <param name="scale">s, positive.</param>
    public int LevelOf(double scale) =>
        (int)Math.Clamp(Levels * Math.Log(scale / smallestScale) / Math.Max(1e-9, Math.Log(largestScale / smallestScale)), 0, Levels - 1);

    /// <summary>Which entry of the table serves a level and an inverse temperature.</summary>
    /// <param name="level">From <see cref="LevelOf"/>.</param>
    /// <param name="inverseTemperature">β in [0, 1].</param>
    public static int EntryAt(int level, double inverseTemperature)
    {
        double temperature = inverseTemperature >= 1 ? 0 : -1.2 * Math.Log(Math.Max(inverseTemperature, 1e-9));
        return (level * Temperatures) + (int)Math.Clamp(temperature, 0, Temperatures - 1);
    }

    /// <summary>κ of an entry.</summary>
    /// <param name="entry">From <see cref="EntryOf"/>.</param>
    public double FactorOf(int entry) => factors[entry];

    /// <summary>Counts the outcome of moves; may be called from several threads.</summary>
    /// <param name="entry">From <see cref="EntryOf"/>.</param>
    /// <param name="acceptedCount">Moves accepted.</param>
    /// <param name="count">Moves proposed.</param>
    public void Count(int entry, int acceptedCount, int count)
    {
        Interlocked.Add(ref accepted[entry], acceptedCount);
        Interlocked.Add(ref proposed[entry], count);
    }

    /// <summary>Adapts every entry that was used, and forgets the counts.</summary>
    /// <returns>Share of all moves that were accepted; NaN where none was proposed.</returns>
    public double Adapt()
    {
        double share = (double)accepted.Sum() / proposed.Sum();
        for (int entry = 0; entry < factors.Length; entry++)
        {
            if (proposed[entry] > 0)
            {
                factors[entry] *= Math.Exp(Rate * (((double)accepted[entry] / proposed[entry]) - BestAcceptance));
                (accepted[entry], proposed[entry]) = (0, 0);
            }
        }

        return share;
    }

    /// <inheritdoc/>
    public void Save(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        section.Write("factors", factors);
    }

    /// <inheritdoc/>
    public void Load(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        section.Read("factors", factors);
    }
}
