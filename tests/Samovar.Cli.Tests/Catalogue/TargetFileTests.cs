using Samovar.Cli.Commands;
using Samovar.Cli.Catalogue;
using Samovar.Compute;
using Samovar.Targets;

namespace Samovar.Cli.Tests.Catalogue;

public sealed class TargetFileTests : CommandFixture
{
    private const string DoubleWell = "Target.FromEnergy(2, x => Square(Square(x[0]) - 1) + 0.5 * Square(x[1]), name: \"double well\")";

    public static TheoryData<string> Forms =>
    [
        DoubleWell,
        DoubleWell + ";",
        "return " + DoubleWell + ";",
        "// a comment\nusing static Samovar.Compute.Graphs.TracedMath;\n\n" + DoubleWell + "\n// the end\n",
        "double Half() => 0.5;\nvar one = 1;\n" + DoubleWell.Replace("0.5", "Half()").Replace("- 1)", "- one)"),
        "public static class Mine { public static ITarget Create() => " + DoubleWell + "; }",
        "public static class Mine { public static EnergyTarget Made { get; } = " + DoubleWell + "; }",
        "return Make();\nstatic EnergyTarget Make() => " + DoubleWell + ";",
        "Helper.Make()\n\nstatic class Helper { internal static EnergyTarget Make() => " + DoubleWell + "; }",
    ];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Every_form_gives_the_same_target(string text)
    {
        ITarget target = Load(text);

        Assert.Equal(2, target.Dimension);
        Assert.Equal("double well", target.Name);
        Batch points = new(1, 2);
        points[0, 0] = 2;
        points[0, 1] = 1;
        double[] logDensity = new double[1];
        target.LogDensity(points, logDensity);
        Assert.Equal(-9.5, logDensity[0], 5);
    }

    [Fact]
    public void A_class_that_is_a_target_will_do()
    {
        ITarget target = Load(
            """
            public sealed class Flat : ITarget
            {
                public string Name => "flat";
                public int Dimension => 3;
                public void LogDensity(Batch points, Span<double> logDensity) => logDensity.Clear();
                public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score) => logDensity.Clear();
            }
            """);

        Assert.Equal(3, target.Dimension);
    }

    [Theory]
    [InlineData("// one\n// two\nTarget.FromEnergy(2, x => wdth * x[0])", "mine.cs(3,27): error CS0103: The name 'wdth' does not exist")]
    [InlineData("double a = 1;\n  Target.FromEnergy(2,\n    x => a * y[0])", "mine.cs(3,14): error CS0103: The name 'y' does not exist")]
    [InlineData("var b = oops;\nTarget.FromEnergy(2, x => x[0])", "mine.cs(1,9): error CS0103: The name 'oops' does not exist")]
    [InlineData("Target.FromEnergy(2, x => Math.Exp(x[0]))", "(TracedMath) instead of Math.Exp")]
    [InlineData("Target.FromEnergy(2, x => x[0] > 0 ? x[0] : x[1])", "mine.cs(1,27): error CS0619: A traced value is not known while the energy is recorded")]
    [InlineData("int a = 1;", "it ends without giving a target")]
    [InlineData("", "makes no target")]
    [InlineData("Target.FromEnergy(2, x => x)", "Reduce vectors with Sum(...)")]
    [InlineData("var a = new double[1];\na[1] = 2;\nreturn Target.FromEnergy(2, x => x[0]);", "mine.cs(2): the target's code failed with IndexOutOfRangeException")]
    [InlineData("return null;", "makes no target")]
    public void What_is_wrong_is_said_with_its_place(string text, string message)
    {
        TargetFileException exception = Assert.Throws<TargetFileException>(() => Load(text));

        Assert.Contains(message, exception.Message);
    }

    [Fact]
    public void A_missing_file_is_one_clear_error() =>
        Assert.StartsWith("The target file 'mine.cs' cannot be read:", Assert.Throws<TargetFileException>(() => TargetFile.Load(At("mine.cs"), "mine.cs")).Message);

    [Fact]
    public void A_run_keeps_its_own_copy_of_the_file()
    {
        File.WriteAllText(At("mine.cs"), DoubleWell);
        Transcript trained = Run("train", "mine.cs", "--method", "mean-field", "--preset", "quick", "--out", "run");
        File.WriteAllText(At("mine.cs"), "Target.FromEnergy(3, x => x[0])");

        Transcript sampled = Run("sample", "run", "--count", "5", "--out", "draws.csv");
        Transcript resumed = Run("train", "mine.cs", "--resume", "--out", "run");

        Assert.Equal(ExitCode.Done, trained.Code);
        Assert.Equal(ExitCode.Done, sampled.Code);
        Assert.Equal(ExitCode.Usage, resumed.Code);
        Assert.StartsWith($"error: '{At("mine.cs")}' has changed since this run was made.", resumed.Error);
    }

    [Fact]
    public void Code_that_fails_during_training_is_one_clear_error()
    {
        File.WriteAllText(
            At("mine.cs"),
            """
            public sealed class Broken : ITarget
            {
                public string Name => "broken";
                public int Dimension => 1;
                public void LogDensity(Batch points, Span<double> logDensity) => throw new InvalidOperationException("No luck.");
                public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score) => throw new InvalidOperationException("No luck.");
            }
            """);

        Transcript run = Run("train", "mine.cs", "--method", "mean-field", "--out", "run");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Matches(@"^error: mine\.cs\([56]\): the target's code failed with InvalidOperationException: No luck\.\n$", run.Error);
    }

    private ITarget Load(string text)
    {
        File.WriteAllText(At("mine.cs"), text);
        return TargetFile.Load(At("mine.cs"), "mine.cs");
    }
}
