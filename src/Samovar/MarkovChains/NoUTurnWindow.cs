namespace Samovar.MarkovChains;

/// <summary>A stretch of the warm-up.</summary>
/// <param name="Steps">Transitions per chain.</param>
/// <param name="LearnsMap">Whether its draws become a new map; the step size is adapted in every window.</param>
internal readonly record struct NoUTurnWindow(int Steps, bool LearnsMap)
{
    private const int Fewest = 20;
    private const int First = 75;
    private const int FirstSlow = 25;
    private const int Last = 50;

    /// <summary>
    /// A fast window to find the typical set, slow windows of doubling length that forget the ones before, and a fast window for the final step size:
    /// 75, 25, 50, 100, … and 50 transitions. Short warm-ups have one slow window, with 15 % before and 10 % after it. Source: Stan Reference Manual, "Automatic
    /// parameter tuning".
    /// </summary>
    public static IReadOnlyList<NoUTurnWindow> Of(int warmUp)
    {
        if (warmUp < Fewest)
        {
            return warmUp == 0 ? [] : [new NoUTurnWindow(warmUp, false)];
        }

        bool isShort = warmUp < First + FirstSlow + Last;
        int first = isShort ? (int)(0.15 * warmUp) : First;
        int last = isShort ? (int)(0.1 * warmUp) : Last;
        List<NoUTurnWindow> windows = [new(first, false)];
        int left = warmUp - first - last;
        for (int size = isShort ? left : FirstSlow; left > 0; size *= 2)
        {
            // A window takes the rest if the next one, twice as long, would not fit any more.
            int steps = left < 3 * size ? left : size;
            windows.Add(new NoUTurnWindow(steps, true));
            left -= steps;
        }

        return [.. windows, new(last, false)];
    }
}
