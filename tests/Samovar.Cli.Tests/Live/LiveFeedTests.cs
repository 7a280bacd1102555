using System.Text;
using Samovar.Cli.Live;

namespace Samovar.Cli.Tests.Live;

public sealed class LiveFeedTests
{
    /// <summary>A queue from which the oldest falls out would have lost the rare news among a hundred frequent ones.</summary>
    [Fact]
    public async Task Whoever_reads_slowly_gets_the_latest_of_each_kind()
    {
        LiveFeed feed = new();
        LiveWatcher watcher = feed.Watch();
        feed.Publish("rare", "once");
        for (int step = 0; step < 100; step++)
        {
            feed.Publish("frequent", $"{step}");
        }

        feed.End();

        Assert.Equal(["event: rare\ndata: \"once\"\n\n", "event: frequent\ndata: \"99\"\n\n"], await Rest(watcher));
    }

    [Fact]
    public async Task Whoever_comes_late_gets_the_latest_too_and_then_the_end()
    {
        LiveFeed feed = new();
        feed.Publish("share", "0.1");
        feed.Publish("share", "1");
        feed.End();

        Assert.Equal(["event: share\ndata: \"1\"\n\n"], await Rest(feed.Watch()));
        Assert.False(feed.HasWatchers);
    }

    [Fact]
    public void Whoever_leaves_is_told_nothing_more()
    {
        LiveFeed feed = new();
        LiveWatcher watcher = feed.Watch();
        Assert.True(feed.HasWatchers);

        feed.Leave(watcher);

        Assert.False(feed.HasWatchers);
    }

    private static async Task<List<string>> Rest(LiveWatcher watcher)
    {
        List<string> texts = [];
        await foreach (byte[] frame in watcher.Read(TestContext.Current.CancellationToken))
        {
            texts.Add(Encoding.UTF8.GetString(frame));
        }

        return texts;
    }
}
