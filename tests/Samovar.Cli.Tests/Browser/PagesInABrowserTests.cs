using Samovar.Cli.Commands;
using Samovar.Cli.Reports;
using Samovar.Cli.Tests.Live;

namespace Samovar.Cli.Tests.Browser;

/// <summary>What only a real browser can tell. A start costs seconds, so one browser sees everything.</summary>
public sealed class PagesInABrowserTests : CommandFixture
{
    private const int Phone = 360;
    private const string NoBrowser = "needs chromium or google-chrome on the PATH";

    // Figures whose drawing is seen: of the library's canvas or of the plain drawing exactly one.
    private const string Drawn = """
        [...document.querySelectorAll('figure, .card > svg')].every(figure => {
          const shown = figure.matches('svg') ? [figure] : [...figure.querySelectorAll('svg, canvas')].filter(part => part.getBoundingClientRect().height > 40);
          return shown.length === 1;
        })
        """;

    [Fact]
    public async Task A_report_is_drawn_and_complains_of_nothing_and_asks_for_nothing()
    {
        Assert.SkipWhen(Chromium.Installed is null, NoBrowser);
        Train("run", "--dimension", "2", "--steps", "40");
        string address = new Uri(At("run", "report.html")).AbsoluteUri;
        await using Chromium browser = await Chromium.Start();
        await browser.Resize(1_000, 900);
        await browser.Open(address);

        Assert.True((await browser.Value(Drawn)).GetBoolean(), "Every chart is seen exactly once.");
        int libraries = ChartLibrary.Embedded.Code is null ? 0 : 2;
        Assert.Equal(libraries, await browser.Number("document.querySelectorAll('.uplot canvas').length"));
        Assert.True(await browser.Number("document.querySelectorAll('svg').length") >= 5);

        await browser.Resize(Phone, 800);
        Assert.Equal(Phone, await browser.Number("document.documentElement.scrollWidth"));
        Assert.True(await browser.Number("Math.max(...[...document.querySelectorAll('.scroll')].map(part => part.getBoundingClientRect().right))") <= Phone);
        Assert.Empty(browser.Complaints);
        Assert.Equal([address], browser.Requests);
    }

    [Fact]
    public async Task The_browser_refuses_what_the_page_does_not_name()
    {
        Assert.SkipWhen(Chromium.Installed is null, NoBrowser);
        string page = new HtmlPage("Twin", "<h1>Twin</h1><img src=\"http://127.0.0.1:9/a.png\" alt=\"\"><p onclick=\"\">x</p>").Html()
            .Replace("</main>", "</main><script>document.title = 'ran'</script>", StringComparison.Ordinal);
        await File.WriteAllTextAsync(At("twin.html"), page, TestContext.Current.CancellationToken);
        await using Chromium browser = await Chromium.Start();
        await browser.Open(new Uri(At("twin.html")).AbsoluteUri);

        Assert.Equal("Twin", (await browser.Value("document.title")).GetString());
        Assert.Contains(browser.Complaints, complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_live_page_fills_itself_and_becomes_the_report()
    {
        Assert.SkipWhen(Chromium.Installed is null, NoBrowser);
        using ManualResetEventSlim looked = new();
        WatchedOutput output = new();
        Host host = new(output, output)
        {
            Folder = Folder,
            Clock = new TickingClock(1, reading => Wait(looked, reading)),
            Assemblies = Assemblies,
        };
        string[] words = ["train", "two-bumps", "--method", "mean-field", "--preset", "quick", "--out", "run", "--watch"];
        Task<int> run = Task.Run(() => CommandLine.Run(words, host), TestContext.Current.CancellationToken);
        string address = await output.Address.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await using Chromium browser = await Chromium.Start();
        await browser.Resize(Phone, 800);
        await browser.Open(address);
        await browser.Until("document.querySelectorAll('#curves figure').length >= 2");
        Assert.Equal(Phone, await browser.Number("document.documentElement.scrollWidth"));
        Assert.True(await browser.Number("document.querySelector('#bar').value") > 0);

        looked.Set();
        await browser.Until("document.querySelector('#verdict')?.textContent.includes('Green: nothing looks wrong.') ?? false");

        Assert.Equal(ExitCode.Done, await run);
        Assert.True((await browser.Value(Drawn)).GetBoolean(), "Every chart of the report is seen exactly once.");
        Assert.Empty(browser.Complaints);
        Assert.Equal([address, $"{address}events"], browser.Requests);
    }

    private static void Wait(ManualResetEventSlim looked, int reading)
    {
        if (reading == 60)
        {
            looked.Wait(TimeSpan.FromSeconds(60));
        }
    }
}
