using Samovar.House.Tests.Rules;

namespace Samovar.House.Tests;

public sealed class DocumentationTests
{
    private const string Good = """
        /// <summary>A thing.</summary>
        /// <param name="size">[1] in metres.</param>
        public sealed class Thing(int size)
        {
            /// <summary>How large.</summary>
            public int Size => size;

            /// <inheritdoc/>
            public override string ToString() => "thing";

            private void Hidden() { }
        }
        """;

    [Fact]
    public void Every_public_member_is_described() => House.Stands(Repository.CSharp("src/").SelectMany(Documentation.Violations));

    [Fact]
    public void A_described_type_passes() => Assert.Empty(Documentation.Violations(new SourceFile("Good.cs", Good)));

    [Theory]
    [InlineData("/// <summary>A thing.</summary>\n", "")]
    [InlineData("/// <param name=\"size\">[1] in metres.</param>\n", "")]
    [InlineData("    /// <summary>How large.</summary>\n", "")]
    [InlineData("<summary>How large.</summary>", "<summary></summary>")]
    [InlineData("    /// <inheritdoc/>\n", "")]
    public void A_missing_piece_is_flagged(string piece, string replacement)
    {
        string bad = Good.Replace(piece, replacement, StringComparison.Ordinal);

        Assert.NotEqual(Good, bad);
        Assert.Single(Documentation.Violations(new SourceFile("Bad.cs", bad)));
    }

    [Fact]
    public void Members_of_a_hidden_type_need_no_description() =>
        Assert.Empty(Documentation.Violations(new SourceFile("Good.cs", "internal class Hidden { public void Method() { } public class Inner { public int Value; } }")));
}
