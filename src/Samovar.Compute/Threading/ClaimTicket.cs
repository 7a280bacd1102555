using System.Runtime.InteropServices;

namespace Samovar.Compute.Threading;

/// <summary>The two counters of a run: chunks nobody has claimed yet, and chunks not finished yet. On cache lines of their own.</summary>
/// <remarks>
/// The first counter shares its word with the number of the run. Without it, a worker that was interrupted between looking and claiming could take a
/// chunk of a later run for one of the run it had looked at.
/// </remarks>
[StructLayout(LayoutKind.Explicit, Size = 192)]
internal struct ClaimTicket
{
    private const long RunUnit = 1L << 32;

    [FieldOffset(64)]
    private long runAndUnclaimed;

    [FieldOffset(128)]
    private int unfinished;

    /// <summary>Whether there is anything to claim.</summary>
    public readonly bool HasUnclaimed => (int)Volatile.Read(in runAndUnclaimed) != 0;

    /// <summary>How many chunks of the current run have not been finished.</summary>
    public readonly int Unfinished => Volatile.Read(in unfinished);

    /// <summary>Opens the next run, with a full fence. Only when the last run is finished.</summary>
    public void Open(int chunks)
    {
        Volatile.Write(ref unfinished, chunks);
        long next = (runAndUnclaimed & -RunUnit) + RunUnit;
        Interlocked.Exchange(ref runAndUnclaimed, next | (uint)chunks);
    }

    /// <summary>Claims a chunk: tells how many were unclaimed, this one included.</summary>
    public bool TryClaim(out int unclaimed)
    {
        long seen = Volatile.Read(ref runAndUnclaimed);
        while ((int)seen != 0)
        {
            long found = Interlocked.CompareExchange(ref runAndUnclaimed, seen - 1, seen);
            if (found == seen)
            {
                unclaimed = (int)seen;
                return true;
            }

            seen = found;
        }

        unclaimed = 0;
        return false;
    }

    /// <summary>Reports a claimed chunk as finished, with a full fence, and tells how many are left.</summary>
    public int Finish() => Interlocked.Decrement(ref unfinished);
}
