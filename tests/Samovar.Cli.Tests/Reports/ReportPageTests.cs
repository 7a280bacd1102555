using System.Xml.Linq;

namespace Samovar.Cli.Tests.Reports;

public sealed class ReportPageTests : CommandFixture
{
    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("5")]
    [InlineData("10")]
    public void Needs_nothing_from_elsewhere_and_is_well_formed(string dimension)
    {
        Train("run", "--dimension", dimension);
        string page = File.ReadAllText(At("run", "report.html"));

        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("http", page);
        Assert.DoesNotContain("NaN", page);
        Assert.DoesNotContain("∞", page);
        string[] drawings = [.. page.Split("<svg")[1..].Select(part => "<svg" + part[..(part.IndexOf("</svg>", StringComparison.Ordinal) + 6)])];
        Assert.True(drawings.Length >= 4);
        Assert.All(drawings, drawing => XElement.Parse(drawing));
        Assert.All(drawings, drawing => Assert.Contains("aria-label=", drawing));
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
    }

    [Fact]
    public void Findings_stand_in_the_banner()
    {
        Train("run", "--steps", "5");

        Assert.Contains("Only 5 steps were planned.", File.ReadAllText(At("run", "report.html")));
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
}
