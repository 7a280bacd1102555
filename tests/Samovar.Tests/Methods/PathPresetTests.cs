using Samovar.Methods;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Tests.Methods;

/// <summary>What the presets of path samplers ask for.</summary>
public sealed class PathPresetTests
{
    /// <summary>Where chains stick the default preset pays for a sequential Monte Carlo run of millions of evaluations, and goes backward from its draws at the eighth step; who does not go backward does not pay.</summary>
    [Theory]
    [InlineData("tb", "default", true)]
    [InlineData("tb", "quick", false)]
    [InlineData("dgfs", "default", true)]
    [InlineData("vargrad", "default", false)]
    [InlineData("pis", "default", false)]
    public void The_funnel_is_learned_from_annealed_draws_by_balance_losses(string name, string preset, bool asked)
    {
        IMethod method = name switch { "tb" => new Tb(), "dgfs" => new Dgfs(), "vargrad" => new VarGrad(), _ => new Pis(new PathKlSettings()) };
        TrainingSession session = method.Start(new Funnel(), preset, 1);
        bool backward = false;
        for (int step = 0; step < 8; step++)
        {
            Assert.Null(session.Advance());
            backward |= session.TakeRecords().ContainsKey("given-log-weight-mean");
        }

        Assert.Equal(asked, backward);
        Assert.Equal(asked, session.Cost.Total > 3e6);
    }
}
