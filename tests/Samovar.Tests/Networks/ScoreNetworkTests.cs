using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Runs;

namespace Samovar.Tests.Networks;

public sealed class ScoreNetworkTests
{
    private const int Count = 64;

    [Fact]
    public void Without_a_network_it_is_the_score_of_the_gaussian_with_the_running_moments()
    {
        ScoreNetwork network = Untrained();
        (double[] mean, double[] variance) = Observe(network);
        (Batch noisy, Batch scale) = Noisy();
        Batch score = Score(network, noisy, scale);

        for (int row = 0; row < Count; row++)
        {
            for (int column = 0; column < 2; column++)
            {
                double expected = (mean[column] - noisy[row, column]) / (variance[column] + (scale[row, 0] * scale[row, 0]));
                Assert.Equal(expected, score[row, column], 1e-4 * (1 + Math.Abs(expected)));
            }
        }
    }

    /// <summary>|F − wanted|² with F = 0 has mean d for points of the observed law; 4 standard errors of a χ².</summary>
    [Fact]
    public void Without_a_network_the_loss_is_about_one_per_coordinate()
    {
        const int Many = 4096;
        ScoreNetwork network = Untrained();
        Batch points = Points(Many, seed: 4);
        network.Observe(points, 0);
        Batch noisy = new(Many, 2);
        Batch scale = new(Many, 1);
        scale.Values.Fill(0.8f);
        RandomStream random = RandomStream.FromSeed(5);
        for (int index = 0; index < noisy.Values.Length; index++)
        {
            noisy.Values[index] = points.Values[index] + (0.8f * (float)random.NextNormal());
        }

        Batch loss = new(Many, 1);
        new CompiledFunction(Many, [2, 2, 1], inputs => network.Loss(inputs[0], inputs[1], inputs[2])).Evaluate(loss, points, noisy, scale);

        Assert.Equal(2, loss.Values.ToArray().Average(), 4 * 2 / Math.Sqrt(Many));
    }

    /// <summary>The loss is |s (score − (x − y)/s²)|² times (v + s²)/v, whatever the network.</summary>
    [Fact]
    public void The_loss_is_the_denoising_error_of_the_score()
    {
        ScoreNetwork network = new(2, new ScoreNetworkOptions { Network = new MlpOptions { Width = 16, OutputScale = 1 } }, RandomStream.FromSeed(6));
        (double[] _, double[] variance) = Observe(network);
        (Batch noisy, Batch scale) = Noisy();
        Batch points = Points(Count, seed: 8);
        Batch score = Score(network, noisy, scale);
        Batch loss = new(Count, 1);
        new CompiledFunction(Count, [2, 2, 1], inputs => network.Loss(inputs[0], inputs[1], inputs[2])).Evaluate(loss, points, noisy, scale);

        for (int row = 0; row < Count; row++)
        {
            double s = scale[row, 0];
            double expected = Enumerable.Range(0, 2).Sum(column =>
                Math.Pow(s * (score[row, column] - ((points[row, column] - noisy[row, column]) / (s * s))), 2) * (variance[column] + (s * s)) / variance[column]);
            Assert.Equal(expected, loss[row, 0], 2e-3 * (1 + expected));
        }
    }

    [Fact]
    public void Moments_are_replaced_at_first_and_followed_later()
    {
        RunningMoments moments = new(1);
        Batch points = new(2, 1);
        (points[0, 0], points[1, 0]) = (1, 3);
        moments.Follow(points, 1);
        Assert.Equal((2f, 1f), (moments.Mean.Row(0)[0], moments.Variance.Row(0)[0]));

        (points[0, 0], points[1, 0]) = (2, 6);
        moments.Follow(points, 0.25);

        Assert.Equal((2.5f, 1.75f), (moments.Mean.Row(0)[0], moments.Variance.Row(0)[0]));
    }

    [Fact]
    public void Saved_and_loaded_it_gives_the_same_scores()
    {
        ScoreNetworkOptions options = new() { Network = new MlpOptions { Width = 16 } };
        ScoreNetwork network = new(2, options, RandomStream.FromSeed(6));
        Observe(network);
        CheckpointSection section = new(new Dictionary<string, CheckpointTensor>());
        network.Save(section);
        ScoreNetwork loaded = new(2, options, RandomStream.FromSeed(7));
        loaded.Load(section);
        (Batch noisy, Batch scale) = Noisy();

        Assert.Equal(Score(network, noisy, scale).Values.ToArray(), Score(loaded, noisy, scale).Values.ToArray());
    }

    /// <summary>The published network: score by y = α · its output at x_t = α y, with a code of its own for each level.</summary>
    [Fact]
    public void Level_codes_give_the_denoising_loss_of_the_original_and_tell_levels_apart()
    {
        double[] levels = [0.01, 0.3, 1, 4];
        LevelCodeScoreNetwork network = new(2, new MlpOptions { Width = 16, HiddenLayers = 2 }, levels, RandomStream.FromSeed(6));
        (Batch noisy, Batch scale) = Noisy();
        for (int row = 0; row < Count; row++)
        {
            scale[row, 0] = (float)levels[row % 4];
            noisy.Row(row).Fill(0.5f);
        }

        Batch points = Points(Count, seed: 8);
        Batch score = new(Count, 2);
        Batch loss = new(Count, 1);
        new CompiledFunction(Count, [2, 1], inputs => network.Score(inputs[0], inputs[1])).Evaluate(score, noisy, scale);
        new CompiledFunction(Count, [2, 2, 1], inputs => network.Loss(inputs[0], inputs[1], inputs[2])).Evaluate(loss, points, noisy, scale);

        for (int row = 0; row < Count; row++)
        {
            double s = scale[row, 0];
            double expected = Enumerable.Range(0, 2).Sum(column => Math.Pow(((noisy[row, column] - points[row, column]) / s) + (s * score[row, column]), 2));
            Assert.Equal(expected, loss[row, 0], 1e-3 * (1 + expected));
        }

        Assert.Equal(4, Enumerable.Range(0, 4).Select(row => score[row, 0] * Math.Sqrt(1 + (levels[row] * levels[row]))).Select(value => Math.Round(value, 4)).Distinct().Count());
    }

    private static ScoreNetwork Untrained() =>
        new(2, new ScoreNetworkOptions { Network = new MlpOptions { Width = 16, OutputScale = 1e-20 } }, RandomStream.FromSeed(6));

    private static (double[] Mean, double[] Variance) Observe(ScoreNetwork network)
    {
        Batch points = Points(500, seed: 3);
        network.Observe(points, 0);
        double[] mean = [.. Enumerable.Range(0, 2).Select(column => Enumerable.Range(0, 500).Average(row => (double)points[row, column]))];
        return (mean, [.. Enumerable.Range(0, 2).Select(column => Enumerable.Range(0, 500).Average(row => Math.Pow(points[row, column] - mean[column], 2)))]);
    }

    private static Batch Points(int count, ulong seed)
    {
        Batch points = new(count, 2);
        RandomStream.FromSeed(seed).FillNormal(points.Values);
        for (int row = 0; row < count; row++)
        {
            points[row, 0] = (3 * points[row, 0]) - 5;
        }

        return points;
    }

    private static (Batch Noisy, Batch Scale) Noisy()
    {
        Batch noisy = Points(Count, seed: 11);
        Batch scale = new(Count, 1);
        for (int row = 0; row < Count; row++)
        {
            scale[row, 0] = 0.1f * MathF.Pow(50, row / (float)Count);
        }

        return (noisy, scale);
    }

    private static Batch Score(ScoreNetwork network, Batch noisy, Batch scale)
    {
        Batch score = new(noisy.Count, 2);
        new CompiledFunction(noisy.Count, [2, 1], inputs => network.Score(inputs[0], inputs[1])).Evaluate(score, noisy, scale);
        return score;
    }
}
