using Samovar.Compute.Randomness;
using Samovar.Methods;
using Samovar.Metrics;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Tests.Training;
using Samovar.Training;

namespace Samovar.Tests.Methods;

public sealed class DgfsTests
{
    /// <summary>ln Z of a Gaussian of correlated coordinates; its error after 60 steps is about 0.005, so 0.05 is missed by chance in no run.</summary>
    [Fact]
    public void A_Gaussian_is_learned_in_seconds()
    {
        Gaussian target = new(new GaussianOptions());
        TrainingSession session = new Dgfs().Start(target, "quick", 1, 60);
        SmallSessions.Advance(session, 60);
        Draws draws = session.Sampler.Draw(target, 10_000, RandomStream.FromSeed(2));

        Assert.Equal(target.LogNormalizer, PooledLogNormalizer.Of([draws])!.Value, 0.05);
        Assert.InRange(draws.LogWeights!.Average(), target.LogNormalizer - 0.2, target.LogNormalizer);
    }

    [Theory]
    [InlineData("mog9")]
    [InlineData("many-well-32")]
    public void The_released_configuration_starts_on_the_targets_it_was_released_for(string name)
    {
        ITarget target = name == "mog9" ? new Mog9() : new ManyWell32();

        TrainingSession session = new Dgfs().Start(target, "paper", 1);
        ControlledDiffusion sampler = (ControlledDiffusion)session.Sampler;

        Assert.Empty(new Dgfs().Problems(target, "paper"));
        Assert.Null(session.Advance());
        // An embedding of the state and two layers above it; noise of unit variance per unit of time, 5 units in 100 steps of which nine modes take.
        Assert.Equal(2, PaperNetworks.Layers(sampler));
        double time = name == "mog9" ? 0.05 : 0.01;
        Assert.Equal(time, sampler.Process.Deviation(7) * sampler.Process.Gain(7), 1e-12);
        Assert.Equal(1, sampler.Process.Unit(7), 1e-12);
    }

    [Fact]
    public void The_released_configuration_is_refused_on_other_targets_and_the_rest_are_not()
    {
        Assert.Contains("mog9, funnel, many-well-32, not 'gmm25'", Assert.Single(new Dgfs().Problems(new Gmm25(), "paper")), StringComparison.Ordinal);
        Assert.Empty(new Dgfs().Problems(new Gmm25(), "default"));
    }
}
