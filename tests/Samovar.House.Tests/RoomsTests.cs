using Samovar.House.Tests.Rules;

namespace Samovar.House.Tests;

public sealed class RoomsTests
{
    [Fact]
    public void No_room_uses_one_above_it() => House.Stands(Repository.CSharp("src/").SelectMany(Rooms.Violations));

    [Fact]
    public void The_picture_has_no_circle()
    {
        HashSet<string> below = [];
        foreach ((string room, string[] allowed) in Rooms.MayUse.OrderBy(pair => Depth(pair.Key)))
        {
            Assert.All(allowed, used => Assert.Contains(used, below));
            below.Add(room);
        }
    }

    [Fact]
    public void Architecture_page_names_every_room()
    {
        string page = File.ReadAllText(Repository.FullPath("ARCHITECTURE.md"));

        House.Stands(Rooms.MayUse.Keys.Where(room => !page.Contains($"`{room}`", StringComparison.Ordinal)).Select(room => $"ARCHITECTURE.md does not mention `{room}`."));
    }

    [Theory]
    [InlineData("src/Samovar.Compute/Graphs/Bad.cs", "using Samovar.Targets;")]
    [InlineData("src/Samovar.Compute/Bad.cs", "class Bad { Samovar.Targets.ITarget? target; }")]
    [InlineData("src/Samovar/Targets/Bad.cs", "using Samovar.Training;")]
    [InlineData("src/Samovar/Targets/Bad.cs", "namespace Samovar.Targets; class Bad { Training.Trainer? trainer; }")]
    [InlineData("src/Samovar/Training/Bad.cs", "using static Samovar.Objectives.ReverseDiffusiveKl;")]
    [InlineData("src/Samovar/Metrics/Bad.cs", "using Session = Samovar.Training.TrainingSession;")]
    [InlineData("src/Samovar/Networks/Bad.cs", "using Samovar.Targets;")]
    [InlineData("src/Samovar/Methods/Bad.cs", "using Samovar.Metrics;")]
    [InlineData("src/Samovar/Checks/Bad.cs", "using Samovar.Cli.Commands;")]
    [InlineData("src/Samovar/Bad.cs", "using Samovar.Targets;")]
    [InlineData("src/Samovar/Utils/Bad.cs", "")]
    public void A_step_upwards_is_flagged(string path, string text) => Assert.NotEmpty(Rooms.Violations(new SourceFile(path, text)));

    [Theory]
    [InlineData("src/Samovar.Compute/Graphs/Good.cs", "using Samovar.Compute.Kernels;")]
    [InlineData("src/Samovar/Objectives/Good.cs", "using Samovar.Training; using Samovar.Samplers; namespace Samovar.Objectives;")]
    [InlineData("src/Samovar/Metrics/Good.cs", "namespace Samovar.Metrics; class Good { Compute.Batch? batch; }")]
    [InlineData("src/Samovar.Cli/Commands/Good.cs", "using Samovar.Methods; using Samovar.Metrics;")]
    public void A_step_downwards_is_not(string path, string text) => Assert.Empty(Rooms.Violations(new SourceFile(path, text)));

    private static int Depth(string room) => 1 + Rooms.MayUse[room].Select(Depth).DefaultIfEmpty(0).Max();
}
