using Samovar.House.Tests.Rules;

namespace Samovar.House.Tests;

public sealed class CleanTextTests
{
    // Words and paths of the controls are put together here, so that this file passes its own rules.
    private const string Reminder = "TO" + "DO";
    private const string Slash = "/";

    [Fact]
    public void No_file_holds_a_reminder() => House.Stands(Repository.Texts.SelectMany(CleanText.Reminders));

    [Fact]
    public void No_file_has_regions() => House.Stands(Repository.CSharp().SelectMany(CleanText.Regions));

    [Fact]
    public void No_file_names_a_path_of_one_machine() => House.Stands(Repository.Texts.SelectMany(CleanText.MachinePaths));

    [Fact]
    public void No_lock_file_holds_an_address()
    {
        Assert.Contains(Repository.Texts, file => file.Path.EndsWith("lock.json", StringComparison.Ordinal));
        House.Stands(Repository.Texts.SelectMany(CleanText.LockedAddresses));
    }

    [Fact]
    public void No_file_has_a_name_that_says_nothing() => House.Stands(Repository.Texts.SelectMany(CleanText.EmptyNames));

    [Fact]
    public void No_comment_holds_code() => House.Stands(Repository.CSharp().SelectMany(CleanText.CommentedCode));

    [Fact]
    public void A_reminder_is_flagged() => Assert.Single(CleanText.Reminders(new SourceFile("Bad.md", $"fine\n{Reminder}: later\n")));

    [Fact]
    public void A_region_is_flagged() => Assert.Equal(2, CleanText.Regions(new SourceFile("Bad.cs", "#region Fields\nint a;\n    #endregion\n")).Count());

    [Theory]
    [InlineData("work/main/src")]
    [InlineData("root/.nuget")]
    [InlineData("tmp/runs")]
    [InlineData("home/me/data.csv")]
    public void A_machine_path_is_flagged(string path)
    {
        Assert.Single(CleanText.MachinePaths(new SourceFile("Bad.md", $"see {Slash}{path}")));
        Assert.Single(CleanText.MachinePaths(new SourceFile("Bad.cs", $"\"{Slash}{path}\"")));
    }

    [Theory]
    [InlineData($"docs{Slash}work{Slash}plan")]
    [InlineData("../tmp/x")]
    public void A_relative_path_is_not(string path) => Assert.Empty(CleanText.MachinePaths(new SourceFile("Good.md", $"see {path}")));

    [Fact]
    public void An_address_in_a_lock_file_is_flagged() =>
        Assert.Single(CleanText.LockedAddresses(new SourceFile("src/packages.lock.json", "\"resolved\": \"https" + "://example.org/a.nupkg\"")));

    [Theory]
    [InlineData("src/MathUtils.cs")]
    [InlineData("src/RunManager.cs")]
    [InlineData("src/Helpers.cs")]
    public void A_name_that_says_nothing_is_flagged(string path) => Assert.Single(CleanText.EmptyNames(new SourceFile(path, "")));

    [Theory]
    [InlineData("double value = 3;")]
    [InlineData("Run(points, 3);")]
    [InlineData("if (count > 3) {")]
    [InlineData("return total;")]
    public void Code_in_a_comment_is_flagged(string code) => Assert.Single(CleanText.CommentedCode(new SourceFile("Bad.cs", $"class Bad\n{{\n    // {code}\n}}\n")));

    [Theory]
    [InlineData("The last kernel is a point mass; its density is left out.")]
    [InlineData("s = 0 is the target itself")]
    [InlineData("For x → 0: exp(x) − 1 = x + x²/2.")]
    public void Prose_in_a_comment_is_not(string prose) => Assert.Empty(CleanText.CommentedCode(new SourceFile("Good.cs", $"// {prose}\nclass Good;\n")));
}
