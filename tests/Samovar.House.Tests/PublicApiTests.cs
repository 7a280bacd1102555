using Samovar.Compute;
using Samovar.Targets;

namespace Samovar.House.Tests;

public sealed class PublicApiTests
{
    [Theory]
    [InlineData("Samovar.Compute", typeof(Batch))]
    [InlineData("Samovar", typeof(ITarget))]
    public void Public_surface_is_the_accepted_one(string assembly, Type member) =>
        Snapshot.Matches($"tests/Samovar.House.Tests/{assembly}.PublicApi.txt", PublicApi.Of(member.Assembly.GetTypes()));

    [Fact]
    public void A_new_member_changes_the_text() => Assert.NotEqual(PublicApi.Of([typeof(Before)]).Replace("Before", "After", StringComparison.Ordinal), PublicApi.Of([typeof(After)]));

    [Fact]
    public void A_hidden_member_does_not() => Assert.DoesNotContain("Hidden", PublicApi.Of([typeof(After)]), StringComparison.Ordinal);

    [Fact]
    public void A_changed_text_is_refused_and_kept_for_comparison()
    {
        string folder = Directory.CreateTempSubdirectory("samovar-house-").FullName;
        string accepted = Path.Combine(folder, "Api.txt");
        File.WriteAllText(accepted, "class Old\n");

        string? complaint = Snapshot.Difference(accepted, "class New\n");

        Assert.NotNull(complaint);
        Assert.Contains("line 1", complaint, StringComparison.Ordinal);
        Assert.Contains("mv ", complaint, StringComparison.Ordinal);
        Assert.Equal("class New\n", File.ReadAllText(Path.Combine(folder, "Api.received.txt")));
        Assert.Null(Snapshot.Difference(accepted, "class Old\n"));
        Assert.False(File.Exists(Path.Combine(folder, "Api.received.txt")));
        Directory.Delete(folder, recursive: true);
    }

    public sealed class Before
    {
        public int Value { get; init; }
    }

    public sealed class After
    {
        public int Value { get; set; }

        internal int Hidden { get; set; }
    }
}
