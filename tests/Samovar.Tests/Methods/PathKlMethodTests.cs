using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Methods;
using Samovar.Metrics;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Tests.Training;
using Samovar.Training;

namespace Samovar.Tests.Methods;

public sealed class PathKlMethodTests
{
    public static TheoryData<string> Methods => ["pis", "dds"];

    /// <summary>In whitened coordinates little is left to learn, and the weights must be right from the first step on.</summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public void The_normalizer_of_a_Gaussian_is_found_in_a_hundred_steps(string name)
    {
        Gaussian target = new(new GaussianOptions());
        TrainingSession session = Of(name).Start(target, "quick", seed: 1, steps: 100);
        SmallSessions.Advance(session, 100);
        Draws draws = session.Sampler.Draw(target, 8_000, RandomStream.FromSeed(2));

        // The weights deviate by less than a half: an error of 0.006, and fewer than one false alarm in a million.
        Assert.Equal(target.LogNormalizer, PooledLogNormalizer.Of([draws])!.Value, 0.03);
        Assert.InRange(target.LogNormalizer - draws.LogWeights!.Average(), -0.03, 0.25);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void A_resumed_session_equals_one_that_never_stopped(string name)
    {
        TrainingSession Start() => Of(name).Start(new Gaussian(new GaussianOptions()), "paper", seed: 3, steps: 20);
        TrainingSession whole = Start();
        SmallSessions.Advance(whole, 6);
        TrainingSession first = Start();
        SmallSessions.Advance(first, 2);
        TrainingSession second = Start();
        second.Load(new CheckpointSection(SmallSessions.Save(first)));
        SmallSessions.Advance(second, 6);

        Assert.Equal(SmallSessions.Fingerprint(SmallSessions.Save(whole)), SmallSessions.Fingerprint(SmallSessions.Save(second)));
    }

    /// <summary>c² = width² α² δ with Σ δ the time, and the width is the same at both ends.</summary>
    [Fact]
    public void Steps_of_the_released_grid_replace_the_share_of_the_variance_that_alpha_says()
    {
        ReferenceProcess process = ReferenceProcess.Denoising(1.5, 0.7, 6.4, 128);

        Assert.Equal(0.49 * 6.4, Enumerable.Range(0, 128).Sum(step => Math.Pow(process.Deviation(step) / 1.5, 2)), 1e-9);
        Assert.Equal(1.5, process.Width, 1e-9);
        Assert.True(process.Deviation(0) > 100 * process.Deviation(127));
        Assert.Contains("more steps", Assert.Throws<ArgumentException>(() => ReferenceProcess.Denoising(1, 9, 6.4, 16)).Message, StringComparison.Ordinal);
    }

    /// <summary>PIS moves by σ f h, with σ² T the variance at the end and h = T/N; DDS by β² v, with β the share of the width that a step brings as noise.</summary>
    [Fact]
    public void Paper_presets_have_controls_in_the_units_of_the_released_networks()
    {
        ReferenceProcess pis = Sampler("pis", width: 0.742).Process;
        ReferenceProcess dds = Sampler("dds", width: 2.1).Process;

        Assert.All(Enumerable.Range(0, 100), step => Assert.Equal(0.742 / Math.Sqrt(5) * 0.05, pis.Deviation(step) * pis.Gain(step), 1e-12));
        Assert.All(Enumerable.Range(0, 128), step => Assert.Equal(Math.Pow(dds.Deviation(step) / 2.1, 2), dds.Deviation(step) * dds.Gain(step), 1e-12));
        Assert.Equal(0.742 / Math.Sqrt(5), pis.Unit(0), 1e-12);
        Assert.Equal(2.1 * 2.1, dds.Unit(0), 1e-12);
    }

    /// <summary>PIS embeds the state and has two layers above, DDS has two layers in all.</summary>
    [Theory]
    [InlineData("pis", 2)]
    [InlineData("dds", 1)]
    public void Paper_presets_have_the_released_layers(string name, int between) => Assert.Equal(between, PaperNetworks.Layers(Sampler(name, width: 1)));

    [Theory]
    [InlineData("pis", "default")]
    [InlineData("pis", "paper")]
    [InlineData("dds", "quick")]
    public void A_strength_that_nothing_would_read_is_a_problem(string name, string preset)
    {
        Assert.Contains("strength", Assert.Single(Of(name, new PathKlSettings { Strength = 0.5 }).Problems(new Gaussian(new GaussianOptions()), preset)), StringComparison.Ordinal);
        Assert.Empty(Of(name, new PathKlSettings { Width = 2 }).Problems(new Gaussian(new GaussianOptions()), preset));
        Assert.Empty(Of("dds", new PathKlSettings { Strength = 0.5 }).Problems(new Gaussian(new GaussianOptions()), "paper"));
    }

    /// <summary>The finest step brings the variance within a mode whatever the width of the reference is: a tenth of what it was, in shares of the whole, at √10 times the width.</summary>
    [Fact]
    public void Steps_are_as_fine_as_modes_ask_for_at_every_width()
    {
        double Finest(double width)
        {
            TrainingSession session = new Pis(new PathKlSettings { Width = width }).Start(new Mog9(), "quick", seed: 1, steps: 1);
            ReferenceProcess process = ((ControlledDiffusion)session.Sampler).Process;
            return process.Deviation(process.Steps - 1);
        }

        Assert.InRange(Finest(30) / Finest(3), 0.5, 2);
    }

    private static ControlledDiffusion Sampler(string name, double width) =>
        (ControlledDiffusion)Of(name, new PathKlSettings { Width = width }).Start(new Gaussian(new GaussianOptions()), "paper", seed: 3, steps: 1).Sampler;

    private static IMethod Of(string name, PathKlSettings settings) => name == "pis" ? new Pis(settings) : new Dds(settings);

    private static IMethod Of(string name) => name == "pis" ? new Pis() : new Dds();
}
