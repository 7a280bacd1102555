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

    private static IMethod Of(string name) => name == "pis" ? new Pis() : new Dds();
}
