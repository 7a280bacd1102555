using System.Text.RegularExpressions;
using System.Xml.Linq;
using Samovar.Cli.Reports;

namespace Samovar.Cli.Tests.Reports;

public sealed partial class ReportPageTests : CommandFixture
{
    private const int MostCharacters = 1_500_000;

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("5")]
    [InlineData("10")]
    public void Needs_nothing_from_elsewhere_and_is_well_formed(string dimension)
    {
        Train("run", "--dimension", dimension);
        string page = File.ReadAllText(At("run", "report.html"));

        Assert.Empty(Loading().Matches(page).Select(match => match.Value));
        Assert.Contains("default-src 'none'", page);
        Assert.DoesNotContain(" style=", page);
        Assert.True(page.Length < MostCharacters, $"The page has {page.Length} characters.");
        string[] drawings = [.. page.Split("<svg")[1..].Select(part => "<svg" + part[..(part.IndexOf("</svg>", StringComparison.Ordinal) + 6)])];
        Assert.True(drawings.Length >= 4);
        Assert.All(drawings, drawing => XElement.Parse(drawing));
        Assert.All(drawings, drawing => Assert.Matches("aria-label=\"[^\"]{20,}\"", drawing));
        Assert.All(drawings, drawing => Assert.DoesNotContain("NaN", drawing));
    }

    [Theory]
    [InlineData("<img src=\"https://example.org/a.png\">", 1)]
    [InlineData("<link rel=stylesheet href='https://example.org/a.css'>", 1)]
    [InlineData("a{background:url(//example.org/a.png)}", 1)]
    [InlineData("<a href=\"https://arxiv.org/abs/2410.12456\">paper</a>", 0)]
    [InlineData("<image href=\"data:image/png;base64,AA\"/>", 0)]
    public void What_loads_from_elsewhere_is_told_from_plain_links(string markup, int found) => Assert.Equal(found, Loading().Count(markup));

    [Fact]
    public void Headings_are_in_order_and_tables_have_heads()
    {
        Train("run");
        string page = File.ReadAllText(At("run", "report.html"));

        int[] levels = [.. Heading().Matches(page).Select(match => match.Value[2] - '0')];
        Assert.Equal(1, levels[0]);
        Assert.Single(levels, level => level == 1);
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1, $"h{pair.First} is followed by h{pair.Second}."));
        Assert.All(page.Split("<table")[1..], table => Assert.Contains("<th scope=", table.Split("</table>")[0]));
        Assert.All(page.Split("<th")[1..].Where(head => !head.StartsWith("ead", StringComparison.Ordinal)), head => Assert.StartsWith(" scope=\"", head));
        Assert.All(page.Split("class=\"scroll\"")[1..], part => Assert.StartsWith(" tabindex=\"0\" role=\"region\" aria-label=\"", part));
    }

    [Fact]
    public void Without_a_chart_library_there_is_no_script_and_with_one_it_is_the_only_one_allowed()
    {
        HtmlPage page = new("A page", "<figure data-chart=\"{}\"></figure>");

        string plain = ChartLibrary.None.Serve(page).Html();
        string rich = new ChartLibrary("const uPlot = 1;", ".u{}").Serve(page).Html();

        Assert.DoesNotContain("<script", plain);
        Assert.Contains("script-src 'none'", plain);
        Assert.Contains("const uPlot = 1;", rich);
        Assert.Contains("script-src 'sha256-", rich);
        Assert.Contains(".u{}", rich);
    }

    [Fact]
    public void Tells_everything_that_repeats_and_cites_the_run()
    {
        Train("run", "--option", "distance=1.5");
        string page = File.ReadAllText(At("run", "report.html"));

        Assert.Contains("samovar train two-bumps --method mean-field --preset quick --seed 1 --option distance=1.5", page);
        Assert.Contains("@article{nobody2000,", page);
        Assert.Contains("Green: nothing looks wrong.", page);
        Assert.Contains("mean-distance", page);
        Assert.Contains("exact draws of the target", page);
        Assert.Contains("½ N(−a, I) + ½ N(a, I)", System.Net.WebUtility.HtmlDecode(page));
        Assert.Contains("Processor", page);
    }

    [Fact]
    public void Findings_stand_in_the_banner_with_what_to_do()
    {
        Train("run", "--steps", "5");
        string page = File.ReadAllText(At("run", "report.html"));

        Assert.Contains("Only 5 steps were planned.", page);
        Assert.Contains("<b>Next:</b>", page);
        Assert.True(page.IndexOf("id=\"verdict\"", StringComparison.Ordinal) < page.IndexOf("id=\"draws\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Markup_in_names_is_only_text()
    {
        File.WriteAllText(At("a&b.cs"), "Target.FromEnergy(2, x => Sum(x * x), name: \"<b>bold</b>\")");

        Run("train", "a&b.cs", "--method", "mean-field", "--preset", "quick", "--out", "run");

        string page = File.ReadAllText(At("run", "report.html"));
        Assert.DoesNotContain("<b>bold", page);
        Assert.Contains("a&amp;b", page);
    }

    [GeneratedRegex("""(?:<(?:img|script|link|iframe|image|use|source|video|audio|embed|object)\b[^>]*\b(?:src|href|data)\s*=\s*["']?\s*(?:https?:)?//)|url\(\s*["']?(?:https?:)?//|@import""", RegexOptions.IgnoreCase)]
    private static partial Regex Loading();

    [GeneratedRegex("<h[1-6][ >]")]
    private static partial Regex Heading();
}
