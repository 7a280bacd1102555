using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Samovar.Cli.Live;

/// <summary>What one watcher has not read yet: the latest news of each kind, so that a slow one costs little memory and still learns how things stand.</summary>
internal sealed class LiveWatcher
{
    private readonly Lock gate = new();
    private readonly List<(string Kind, byte[] Frame)> unread = [];
    private readonly Channel<bool> bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    /// <summary>Begins without news.</summary>
    internal LiveWatcher()
    {
    }

    /// <summary>Begins with the news of another.</summary>
    internal LiveWatcher(LiveWatcher other)
    {
        lock (other.gate)
        {
            unread.AddRange(other.unread);
        }

        bell.Writer.TryWrite(true);
    }

    /// <summary>Adds news in place of older ones of their kind; never waits.</summary>
    internal void Tell(string kind, byte[] frame)
    {
        lock (gate)
        {
            unread.RemoveAll(news => news.Kind == kind);
            unread.Add((kind, frame));
        }

        bell.Writer.TryWrite(true);
    }

    /// <summary>Says that there will be no more news.</summary>
    internal void End() => bell.Writer.TryComplete();

    /// <summary>Reads news as they come, until there are no more.</summary>
    internal async IAsyncEnumerable<byte[]> Read([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (bool _ in bell.Reader.ReadAllAsync(cancellation))
        {
            (string Kind, byte[] Frame)[] news;
            lock (gate)
            {
                news = [.. unread];
                unread.Clear();
            }

            foreach ((string _, byte[] frame) in news)
            {
                yield return frame;
            }
        }
    }
}
