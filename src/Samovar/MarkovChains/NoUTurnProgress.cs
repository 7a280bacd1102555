namespace Samovar.MarkovChains;

/// <summary>Counts transitions for a listener who wants to know the share that is done, in steps of one percent.</summary>
internal sealed class NoUTurnProgress(long transitions, IProgress<double>? listener, CancellationToken cancellation)
{
    private readonly Lock gate = new();
    private long done;
    private long reported;

    public CancellationToken Cancellation => cancellation;

    public void Advance()
    {
        long percent = 100 * Interlocked.Increment(ref done) / transitions;
        if (listener is null || percent <= Volatile.Read(ref reported))
        {
            return;
        }

        lock (gate)
        {
            if (percent > reported)
            {
                reported = percent;
                listener.Report(percent / 100.0);
            }
        }
    }
}
