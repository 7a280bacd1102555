using System.Net;
using System.Net.Sockets;
using Samovar.Cli.Commands;

namespace Samovar.Cli.Tests.Live;

public sealed class WatchedTrainingTests : CommandFixture
{
    [Fact]
    public async Task Watchers_see_a_run_to_its_report_and_leave_no_trace_in_it()
    {
        Train("alone");
        using ManualResetEventSlim present = new();
        WatchedOutput output = new();

        // A second per reading makes a glimpse due at every other step; the run waits until somebody watches.
        Task<int> run = Start(output, new TickingClock(1, reading => Wait(present, reading)), "watched");
        string address = await output.Address.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        using Guest staying = new(address);
        Ask(staying, address);
        using (Guest leaving = new(address))
        {
            Ask(leaving, address);
        }

        present.Set();
        string news = staying.Rest();

        Assert.Equal(ExitCode.Done, await run);
        foreach (string kind in new[] { "share", "progress", "curves", "quality", "draws-now", "now", "phase", "done" })
        {
            Assert.Contains($"event: {kind}\n", news);
        }

        Assert.Contains("Green: nothing looks wrong.", news);
        Assert.Contains("watched/report.html", news);
        foreach (string file in new[] { "checkpoint.safetensors", "samples.npy" })
        {
            Assert.Equal(File.ReadAllBytes(At("alone", file)), File.ReadAllBytes(At("watched", file)));
        }
    }

    [Fact]
    public void A_busy_port_is_found_before_anything_happens()
    {
        using TcpListener busy = new(IPAddress.Loopback, 0);
        busy.Start();
        int port = ((IPEndPoint)busy.LocalEndpoint).Port;

        Transcript run = Train("run", "--watch-port", $"{port}");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.StartsWith($"error: --watch-port is {port}, and that port cannot be had: another program uses it.", run.Error);
        Assert.False(Directory.Exists(At("run")));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("http")]
    public void A_port_that_is_none_is_refused(string port) =>
        Assert.StartsWith($"error: --watch-port is '{port}'; it should be a whole number, 1 to 65535.\n", Train("run", "--watch-port", port).Error);

    [Fact]
    public void Quiet_would_hide_the_address() =>
        Assert.StartsWith("error: --quiet hides the address that --watch prints. Leave one of them out.\n", Train("run", "--watch", "--quiet").Error);

    [Fact]
    public void Progress_tells_quality_besides_loss()
    {
        Transcript run = RunWith(new TickingClock(2), default, "train", "two-bumps", "--method", "mean-field", "--preset", "quick", "--out", "run");

        Assert.Matches(@"step 50/50  100 %  .* elapsed  .* left  on support [0-9]+ %  energy [−+][0-9.]+ sd  energy [0-9.]+  loss [0-9.]+\n", run.Output);
    }

    private static void Ask(Guest guest, string address)
    {
        guest.Send($"GET {new Uri(address).AbsolutePath}events HTTP/1.1\r\nHost: 127.0.0.1:{guest.Port}\r\n\r\n");
        guest.Until("text/event-stream");
    }

    private static void Wait(ManualResetEventSlim present, int reading)
    {
        if (reading == 60)
        {
            present.Wait(TimeSpan.FromSeconds(30));
        }
    }

    private Task<int> Start(WatchedOutput output, TimeProvider clock, string folder)
    {
        Host host = new(output, output) { Folder = Folder, Clock = clock, Assemblies = Assemblies };
        return Task.Run(() => CommandLine.Run(["train", "two-bumps", "--method", "mean-field", "--preset", "quick", "--out", folder, "--watch"], host));
    }
}
