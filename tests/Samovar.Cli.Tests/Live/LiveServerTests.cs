using System.Net.Sockets;
using Samovar.Cli.Catalogue;
using Samovar.Cli.Live;

namespace Samovar.Cli.Tests.Live;

public sealed class LiveServerTests : IDisposable
{
    private readonly LiveServer server = LiveServer.Open(0, new Problems())!;

    public LiveServerTests() => server.Start(() => "<p>the page</p>");

    private string Token => new Uri(server.Address).AbsolutePath;

    [Fact]
    public void Whoever_has_the_address_gets_the_page()
    {
        string answer = Ask(Token);

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer);
        Assert.EndsWith("<p>the page</p>", answer);
        Assert.Contains("Cache-Control: no-store", answer);
        Assert.Contains("frame-ancestors 'none'", answer);
    }

    [Fact]
    public void Two_servers_have_different_secrets_of_128_bits()
    {
        using LiveServer other = LiveServer.Open(0, new Problems())!;

        Assert.NotEqual(Token, new Uri(other.Address).AbsolutePath);
        Assert.Matches("^/[0-9a-f]{32}/$", Token);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/events")]
    [InlineData("/0123456789abcdef0123456789abcdef/")]
    [InlineData("//")]
    [InlineData("*")]
    [InlineData("http://127.0.0.1/")]
    public void Without_the_secret_nothing_is_told(string path) => Assert.StartsWith("HTTP/1.1 403 ", Ask(path));

    [Theory]
    [InlineData("example.org")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1.example.org:80")]
    [InlineData("")]
    public void A_foreign_host_is_refused(string host) => Assert.StartsWith("HTTP/1.1 403 ", Ask(Token, host));

    [Theory]
    [InlineData("http://example.org")]
    [InlineData("https://127.0.0.1")]
    [InlineData("null")]
    public void A_foreign_origin_is_refused(string origin)
    {
        Assert.StartsWith("HTTP/1.1 403 ", Ask($"{Token}events", more: $"Origin: {origin}\r\n"));
        Assert.StartsWith("HTTP/1.1 403 ", Ask(Token, more: $"Origin: {origin}\r\n"));
    }

    [Fact]
    public void The_own_origin_may_ask()
    {
        int port = new Uri(server.Address).Port;

        Assert.StartsWith("HTTP/1.1 200 ", Ask(Token, more: $"Origin: http://127.0.0.1:{port}\r\n"));
        Assert.StartsWith("HTTP/1.1 200 ", Ask(Token, $"localhost:{port}"));
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    [InlineData("report.html")]
    [InlineData("events/..")]
    public void No_other_path_leads_anywhere(string path) => Assert.StartsWith("HTTP/1.1 404 ", Ask(Token + path));

    [Theory]
    [InlineData("POST")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public void Nothing_can_be_sent(string method) => Assert.StartsWith("HTTP/1.1 405 ", Ask(Token, method: method));

    [Theory]
    [InlineData("hello\r\n\r\n")]
    [InlineData("GET / HTTP/9\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost 127.0.0.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    public void What_is_no_request_is_refused(string text)
    {
        using Guest guest = new(server.Address);
        guest.Send(text);

        Assert.StartsWith("HTTP/1.1 400 ", guest.Rest());
    }

    [Fact]
    public void An_endless_head_is_cut_off()
    {
        using Guest guest = new(server.Address);
        guest.Send($"GET / HTTP/1.1\r\nX: {new string('a', 8_192)}");

        // Whether the refusal or only the end of the connection arrives depends on what was still under way.
        string answer;
        try
        {
            answer = guest.Rest();
        }
        catch (IOException)
        {
            answer = "HTTP/1.1 400 ";
        }

        Assert.StartsWith("HTTP/1.1 400 ", answer);
    }

    [Fact]
    public void Two_watchers_hear_the_same_and_a_late_one_hears_the_latest()
    {
        using Guest first = Watcher();
        using Guest second = Watcher();
        server.Feed.Publish("share", "0.25");
        first.Until("data: \"0.25\"");
        second.Until("data: \"0.25\"");
        server.Feed.Publish("share", "0.5\nof it");

        Assert.Contains("event: share\ndata: \"0.5\\nof it\"\n\n", first.Until("of it\"\n\n"));
        second.Until("of it\"\n\n");
        using Guest late = Watcher();
        Assert.DoesNotContain("0.25", late.Until("of it"));
    }

    [Fact]
    public void A_watcher_who_leaves_is_forgotten_and_the_others_stay()
    {
        using Guest staying = Watcher();
        using (Guest leaving = Watcher())
        {
            server.Feed.Publish("share", "before");
            leaving.Until("before");
        }

        for (int news = 0; news < 20; news++)
        {
            server.Feed.Publish("share", $"after {news}.");
            staying.Until($"after {news}.");
        }

        Assert.True(server.Feed.HasWatchers);
    }

    [Fact]
    public void A_watcher_who_does_not_read_holds_nobody_up()
    {
        using Guest sleeping = Watcher();
        string large = new('x', 1_000_000);

        for (int news = 0; news < 200; news++)
        {
            server.Feed.Publish("draws", large);
        }

        using Guest awake = Watcher();
        server.Feed.Publish("share", "still here");
        awake.Until("still here");
    }

    [Fact]
    public void The_last_news_arrive_before_the_server_goes()
    {
        using Guest watcher = Watcher();
        string address = server.Address;
        server.Feed.Publish("done", "the end");
        server.Dispose();

        Assert.Contains("the end", watcher.Rest());
        Assert.ThrowsAny<SocketException>(() => new Guest(address));
    }

    [Fact]
    public void A_watcher_who_does_not_read_delays_the_end_by_less_than_a_second()
    {
        using Guest sleeping = Watcher();
        server.Feed.Publish("draws", new string('x', 50_000_000));
        long start = TimeProvider.System.GetTimestamp();
        server.Dispose();

        // Twice the promise: the machine may be busy.
        Assert.True(TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void A_busy_port_is_a_problem_in_words()
    {
        Problems problems = new();
        int port = new Uri(server.Address).Port;

        Assert.Null(LiveServer.Open(port, problems));
        Assert.Equal(
            $"--watch-port is {port}, and that port cannot be had: another program uses it. Choose another, or leave the option out: then any free port is taken.",
            Assert.Single(problems.Sentences));
    }

    public void Dispose() => server.Dispose();

    private string Ask(string path, string? host = null, string more = "", string method = "GET")
    {
        using Guest guest = new(server.Address);
        return guest.Ask(path, host, more, method);
    }

    private Guest Watcher()
    {
        Guest guest = new(server.Address);
        guest.Send($"GET {Token}events HTTP/1.1\r\nHost: 127.0.0.1:{guest.Port}\r\n\r\n");
        guest.Until("text/event-stream");
        return guest;
    }
}
