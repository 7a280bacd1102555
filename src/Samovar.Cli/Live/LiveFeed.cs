using System.Text;
using Samovar.Cli.Commands;

namespace Samovar.Cli.Live;

/// <summary>News for watchers. Whoever comes late or reads slowly gets the latest of each kind, and holds nobody up.</summary>
internal sealed class LiveFeed
{
    private readonly Lock gate = new();
    private readonly List<LiveWatcher> watchers = [];
    private readonly LiveWatcher latest = new();
    private bool ended;

    /// <summary>True if anybody is watching.</summary>
    internal bool HasWatchers
    {
        get
        {
            lock (gate)
            {
                return watchers.Count > 0;
            }
        }
    }

    /// <summary>How often somebody began to watch.</summary>
    internal int Arrivals { get; private set; }

    /// <summary>Sends news; never waits.</summary>
    /// <param name="kind">Name of the event in the page.</param>
    /// <param name="data">What it says.</param>
    internal void Publish(string kind, string data)
    {
        // One line of JSON, since a line feed would end the event; layout of events: HTML standard, section 9.2.6.
        byte[] frame = Encoding.UTF8.GetBytes($"event: {kind}\ndata: {JsonText.Quoted(data)}\n\n");
        lock (gate)
        {
            latest.Tell(kind, frame);
            watchers.ForEach(watcher => watcher.Tell(kind, frame));
        }
    }

    /// <summary>Begins to watch.</summary>
    internal LiveWatcher Watch()
    {
        lock (gate)
        {
            Arrivals++;
            LiveWatcher watcher = new(latest);
            if (ended)
            {
                watcher.End();
            }
            else
            {
                watchers.Add(watcher);
            }

            return watcher;
        }
    }

    /// <summary>Ends watching.</summary>
    internal void Leave(LiveWatcher watcher)
    {
        lock (gate)
        {
            watchers.Remove(watcher);
        }
    }

    /// <summary>Says that there will be no more news.</summary>
    internal void End()
    {
        lock (gate)
        {
            ended = true;
            watchers.ForEach(watcher => watcher.End());
            watchers.Clear();
        }
    }
}
