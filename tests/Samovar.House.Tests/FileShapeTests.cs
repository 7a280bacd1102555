using Samovar.House.Tests.Rules;

namespace Samovar.House.Tests;

public sealed class FileShapeTests
{
    [Fact]
    public void No_file_has_more_than_300_lines() => House.Stands(Repository.CSharp().SelectMany(FileShape.LongFiles));

    [Fact]
    public void No_method_has_more_than_60_lines() => House.Stands(Repository.CSharp().SelectMany(FileShape.LongMethods));

    [Theory]
    [InlineData(300, 0)]
    [InlineData(301, 1)]
    public void A_file_is_flagged_from_301_lines(int lines, int violations) =>
        Assert.Equal(violations, FileShape.LongFiles(new SourceFile("Long.cs", string.Concat(Enumerable.Repeat("//\n", lines)))).Count());

    [Theory]
    [InlineData(57, 0)]
    [InlineData(58, 1)]
    public void A_method_is_flagged_from_61_lines(int statements, int violations)
    {
        string body = string.Concat(Enumerable.Repeat("        count++;\n", statements));
        SourceFile file = new("Long.cs", $"class Long\n{{\n    void Method()\n    {{\n{body}    }}\n}}\n");

        Assert.Equal(violations, FileShape.LongMethods(file).Count());
    }
}
