using System.Collections.Frozen;
using Samovar.House.Tests.Rules;

namespace Samovar.House.Tests;

public sealed class LinksTests
{
    private static readonly FrozenSet<string> Paths = FrozenSet.Create("README.md", "docs/guide/start.md", "docs/theory/dikl.md");

    [Fact]
    public void Every_link_leads_somewhere()
    {
        FrozenSet<string> tracked = Repository.Paths.ToFrozenSet();

        House.Stands(Repository.Texts.Where(file => !file.Path.EndsWith("LinksTests.cs", StringComparison.Ordinal)).SelectMany(file => Links.Broken(file, tracked)));
    }

    [Theory]
    [InlineData("README.md", "[start](docs/guide/begin.md)")]
    [InlineData("docs/guide/start.md", "[theory](theory/dikl.md)")]
    [InlineData("src/Bad.cs", "// see docs/theory/dkil.md")]
    public void A_broken_link_is_flagged(string path, string text) => Assert.Single(Links.Broken(new SourceFile(path, text), Paths));

    [Theory]
    [InlineData("README.md", "[start](docs/guide/start.md#first) and [all](docs/guide/)")]
    [InlineData("docs/guide/start.md", "[theory](../theory/dikl.md), [paper](https://example.org)")]
    [InlineData("src/Good.cs", "// see docs/theory/dikl.md")]
    public void A_sound_link_is_not(string path, string text) => Assert.Empty(Links.Broken(new SourceFile(path, text), Paths));
}
