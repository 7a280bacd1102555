using Samovar.Cli.Comparison;
using Samovar.Runs;

namespace Samovar.Cli.Tests.Comparison;

public sealed class TargetLabelsTests
{
    [Fact]
    public void Tables_of_one_name_in_two_folders_are_two_targets()
    {
        RunCollection found = TargetLabels.Apart(new RunCollection([Run("a", "A/t.csv", "data", "1111111111"), Run("b", "B/t.csv", "data", "2222222222")], [], []));

        Assert.Equal(["t (11111111)", "t (22222222)"], found.Runs.Select(run => run.Target));
        Assert.Equal("'t' is not one target but several, which are kept apart: t (11111111), made from /A/t.csv: a; t (22222222), made from /B/t.csv: b.", Assert.Single(found.Notes));
    }

    [Fact]
    public void A_copy_of_a_file_is_the_same_target_under_the_first_name()
    {
        RunCollection found = TargetLabels.Apart(new RunCollection([Run("a", "t.cs", "target", "1111111111"), Run("b", "copy.cs", "target", "1111111111")], [], []));

        Assert.Equal(["t", "t"], found.Runs.Select(run => run.Target));
        Assert.Empty(found.Notes);
    }

    [Fact]
    public void The_file_of_an_option_tells_targets_apart_and_its_folder_does_not()
    {
        ComparedRun[] runs = [Optional("a", "A/t.csv", "1111111111"), Optional("b", "B/t.csv", "1111111111"), Optional("c", "C/t.csv", "2222222222")];

        RunCollection found = TargetLabels.Apart(new RunCollection(runs, [], []));

        Assert.Equal(["logistic data=t.csv (11111111)", "logistic data=t.csv (11111111)", "logistic data=t.csv (22222222)"], found.Runs.Select(run => run.Target));
    }

    [Fact]
    public void What_suites_call_alike_is_told_apart_by_its_options()
    {
        ComparedRun run = Run("a", "mog40", null, string.Empty);
        ComparedRun cell = run with { Manifest = run.Manifest with { Cell = new RunCell("one", "easy", "dikl", "digest") } };
        ComparedRun other = cell with { Name = "b", Manifest = cell.Manifest with { Plan = cell.Plan with { TargetOptions = new Dictionary<string, string> { ["dimension"] = "3" } } } };

        RunCollection found = TargetLabels.Apart(new RunCollection([cell, other], [], []));

        Assert.Equal(["easy (mog40)", "easy (mog40 dimension=3)"], found.Runs.Select(each => each.Target));
    }

    private static ComparedRun Optional(string name, string path, string digest)
    {
        ComparedRun run = Run(name, "logistic", "data", digest);
        return run with { Manifest = run.Manifest with { Plan = run.Plan with { TargetOptions = new Dictionary<string, string> { ["data"] = path } } } };
    }

    private static ComparedRun Run(string name, string target, string? role, string digest)
    {
        RunPlan plan = new(target, new Dictionary<string, string>(), "dikl", "quick", 1, 100);
        Dictionary<string, RunInput> inputs = role is null ? [] : new() { [role] = new RunInput("/" + target, digest) };
        RunResults results = new(target, "dikl", 1, 1_000, 5, EvaluationCost.None, [new Measurement.Measured("energy-tv", 0.1, 0.01)], []);
        return new ComparedRun(name, new RunManifest(plan, new MachineFacts("0.1.0", "runtime", "processor", 1), inputs, "samovar train"), results);
    }
}
