using System.Text;
using System.Threading.Channels;
using Samovar.Cli.Commands;

namespace Samovar.Cli.Live;

/// <summary>News for watchers. Whoever comes late gets the latest of each kind; whoever reads slowly loses old news and holds nobody up.</summary>
internal sealed class LiveFeed
{
    /// <summary>News that wait for a slow watcher; older ones are dropped.</summary>
    internal const int Backlog = 16;

    private readonly Lock gate = new();
    private readonly List<Channel<byte[]>> watchers = [];
    private readonly Dictionary<string, byte[]> latest = new(StringComparer.Ordinal);
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
            latest.Remove(kind);
            latest[kind] = frame;
            foreach (Channel<byte[]> watcher in watchers)
            {
                watcher.Writer.TryWrite(frame);
            }
        }
    }

    /// <summary>Begins to watch.</summary>
    internal ChannelReader<byte[]> Watch()
    {
        Channel<byte[]> watcher = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(Backlog) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (gate)
        {
            Arrivals++;
            foreach (byte[] frame in latest.Values)
            {
                watcher.Writer.TryWrite(frame);
            }

            if (ended)
            {
                watcher.Writer.Complete();
            }
            else
            {
                watchers.Add(watcher);
            }
        }

        return watcher.Reader;
    }

    /// <summary>Ends watching.</summary>
    internal void Leave(ChannelReader<byte[]> reader)
    {
        lock (gate)
        {
            watchers.RemoveAll(watcher => watcher.Reader == reader);
        }
    }

    /// <summary>Says that there will be no more news.</summary>
    internal void End()
    {
        lock (gate)
        {
            ended = true;
            watchers.ForEach(watcher => watcher.Writer.TryComplete());
            watchers.Clear();
        }
    }
}
