namespace Samovar.MarkovChains;

/// <summary>What a window of the warm-up is for.</summary>
internal enum NoUTurnPurpose
{
    /// <summary>Every chain finds a step size for itself by dual averaging.</summary>
    StepSize,

    /// <summary>The same, and the draws become a new map.</summary>
    Map,

    /// <summary>All chains keep one step size, whose acceptance corrects it.</summary>
    Correction,
}

/// <summary>A stretch of the warm-up.</summary>
/// <param name="Steps">Transitions per chain.</param>
/// <param name="Purpose">What is learned from it.</param>
internal readonly record struct NoUTurnWindow(int Steps, NoUTurnPurpose Purpose)
{
    private const int Fewest = 20;
    private const int First = 75;
    private const int FirstSlow = 25;
    private const int LastFast = 20;
    private const int Correction = 10;
    private const int Corrections = 3;

    /// <summary>
    /// A fast window to find the typical set, slow windows of doubling length that forget the ones before, and fast windows for the final step size:
    /// 75, 25, 50, 100, … and 50 transitions. Short warm-ups have one slow window, with 15 % before and 10 % after it. Source: Stan Reference Manual, "Automatic
    /// parameter tuning"; the last 50 transitions are divided here, since dual averaging alone ends above its acceptance.
    /// </summary>
    public static IReadOnlyList<NoUTurnWindow> Of(int warmUp)
    {
        if (warmUp < Fewest)
        {
            return warmUp == 0 ? [] : [new(warmUp, NoUTurnPurpose.StepSize)];
        }

        const int Last = LastFast + (Corrections * Correction);
        if (warmUp < First + FirstSlow + Last)
        {
            (int before, int after) = ((int)(0.15 * warmUp), (int)(0.1 * warmUp));
            return [new(before, NoUTurnPurpose.StepSize), new(warmUp - before - after, NoUTurnPurpose.Map), new(after, NoUTurnPurpose.StepSize)];
        }

        IEnumerable<NoUTurnWindow> slow = Doubling(warmUp - First - Last).Select(steps => new NoUTurnWindow(steps, NoUTurnPurpose.Map));
        IEnumerable<NoUTurnWindow> corrections = Enumerable.Repeat(new NoUTurnWindow(Correction, NoUTurnPurpose.Correction), Corrections);
        return [new(First, NoUTurnPurpose.StepSize), .. slow, new(LastFast, NoUTurnPurpose.StepSize), .. corrections];
    }

    /// <summary>25, 50, 100, …; a window takes all that is left if the next one, twice as long, would not fit any more.</summary>
    private static IEnumerable<int> Doubling(int left)
    {
        for (int size = FirstSlow; left > 0; size *= 2)
        {
            int steps = left < 3 * size ? left : size;
            yield return steps;
            left -= steps;
        }
    }
}
