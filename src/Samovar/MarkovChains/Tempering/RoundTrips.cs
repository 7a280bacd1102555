namespace Samovar.MarkovChains.Tempering;

/// <summary>Follows the points that are exchanged along ladders and counts their journeys.</summary>
/// <param name="rungs">Temperatures per ladder.</param>
/// <param name="ladders">Number of ladders.</param>
internal sealed class RoundTrips(int rungs, int ladders)
{
    private readonly int[,] traveller = Numbered(rungs, ladders);
    private readonly byte[,] lastEnd = new byte[rungs, ladders];

    private const byte Reference = 1;
    private const byte Target = 2;

    /// <summary>Journeys from the reference to the target.</summary>
    public long Arrivals { get; private set; }

    /// <summary>Journeys from the reference to the target and back.</summary>
    public long Count { get; private set; }

    /// <summary>The points at two neighbouring temperatures of a ladder change places.</summary>
    public void Exchange(int hotter, int ladder) =>
        (traveller[hotter, ladder], traveller[hotter + 1, ladder]) = (traveller[hotter + 1, ladder], traveller[hotter, ladder]);

    /// <summary>Notes who is at the ends after a scan.</summary>
    public void Note()
    {
        for (int ladder = 0; ladder < ladders; ladder++)
        {
            ref byte below = ref lastEnd[traveller[0, ladder], ladder];
            Count += below == Target ? 1 : 0;
            below = Reference;
            ref byte above = ref lastEnd[traveller[rungs - 1, ladder], ladder];
            if (above == Reference)
            {
                Arrivals++;
                above = Target;
            }
        }
    }

    private static int[,] Numbered(int rungs, int ladders)
    {
        int[,] numbers = new int[rungs, ladders];
        for (int index = 0; index < numbers.Length; index++)
        {
            numbers[index / ladders, index % ladders] = index / ladders;
        }

        return numbers;
    }
}
