using Samovar.Cli.Catalogue;

namespace Samovar.Cli.Tests.Catalogue;

public sealed class NearestNameTests
{
    private static readonly string[] Names = ["mog40", "mog9", "many-well-32", "funnel"];

    [Theory]
    [InlineData("mog4", "mog40")]
    [InlineData("MOG9", "mog9")]
    [InlineData("mgo40", "mog40")]
    [InlineData("many", "many-well-32")]
    [InlineData("manywell32", "many-well-32")]
    [InlineData("funell", "funnel")]
    [InlineData("ising", null)]
    [InlineData("", null)]
    public void Finds_what_was_meant(string given, string? meant) => Assert.Equal(meant, NearestName.Of(given, Names));

    [Fact]
    public void Nothing_is_near_to_anything_in_an_empty_list() => Assert.Equal("There is no method 'dikl'. There are no methods at all.", NearestName.Sentence("method", "dikl", []));
}
