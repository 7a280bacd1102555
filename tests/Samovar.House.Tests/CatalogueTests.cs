using Samovar.Cli.Catalogue;
using Samovar.Compute;
using Samovar.House.Tests.Rules;
using Samovar.Metrics;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.House.Tests;

public sealed class CatalogueTests
{
    [Fact]
    public void Every_idea_has_a_name_of_its_own() => House.Stands(CatalogueNames.Violations(typeof(ITarget).Assembly.GetTypes()));

    [Fact]
    public void The_catalogue_finds_every_kind()
    {
        IdeaCatalogue catalogue = new([typeof(ITarget).Assembly]);

        Assert.Contains(catalogue.Targets, entry => entry.Name == "mog40");
        Assert.Contains(catalogue.Methods, entry => entry.Name == "dikl");
        Assert.NotEmpty(catalogue.Metrics);
        Assert.NotEmpty(catalogue.Checks);
    }

    [Fact]
    public void A_metric_is_catalogued_under_the_name_that_it_writes()
    {
        IdeaCatalogue catalogue = new([typeof(ITarget).Assembly]);

        House.Stands(catalogue.Metrics.Where(entry => IdeaCatalogue.Create<IMetric>(entry).Name != entry.Name)
            .Select(entry => $"{entry.Type.Name} is catalogued as '{entry.Name}' but calls itself '{IdeaCatalogue.Create<IMetric>(entry).Name}'."));
    }

    [Theory]
    [InlineData(typeof(Nameless), "without a name")]
    [InlineData(typeof(BadlyNamed), "not kebab-case")]
    [InlineData(typeof(Nothing), "nothing that the catalogue can make")]
    public void A_bad_entry_is_flagged(Type type, string complaint) => Assert.Contains(complaint, Assert.Single(CatalogueNames.Violations([type])), StringComparison.Ordinal);

    [Fact]
    public void Two_ideas_of_one_name_are_flagged() =>
        Assert.Contains("both catalogued", Assert.Single(CatalogueNames.Violations([typeof(First), typeof(Second)])), StringComparison.Ordinal);

    [Fact]
    public void A_wrapper_needs_no_name() => Assert.Empty(CatalogueNames.Violations([typeof(Wrapper)]));

    public abstract class Check : IRunCheck
    {
        public IEnumerable<Finding> Examine(Run run) => [];
    }

    public sealed class Nameless : Check;

    [Catalogued("Badly_Named")]
    public sealed class BadlyNamed : Check;

    [Catalogued("nothing")]
    public sealed class Nothing;

    [Catalogued("twin")]
    public sealed class First : Check;

    [Catalogued("twin")]
    public sealed class Second : Check;

    public sealed class Wrapper(ITarget inner) : ITarget
    {
        public string Name => inner.Name;

        public int Dimension => inner.Dimension;

        public void LogDensity(Batch points, Span<double> logDensity) => inner.LogDensity(points, logDensity);

        public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score) => inner.LogDensityAndScore(points, logDensity, score);
    }
}
