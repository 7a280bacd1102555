using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Tests.Contracts;

/// <summary>What every target must satisfy; a target's test class inherits it.</summary>
public abstract class TargetContract
{
    /// <summary>The target under test.</summary>
    protected abstract ITarget Subject { get; }

    /// <summary>Spacing of finite differences, in the units of the points.</summary>
    protected virtual double DifferenceStep => 1.0 / 64;

    /// <summary>Largest coordinate of the grid on which nothing may be NaN.</summary>
    protected virtual double GridReach => 10 * (Subject.Capability<IHasCard>()?.Card.Scale ?? 10);

    [Fact]
    public void Score_agrees_with_finite_differences() =>
        Assert.InRange(TargetLaws.WorstScoreError(Subject, TypicalPoints(40), DifferenceStep), 0, 1);

    [Fact]
    public void Both_evaluations_return_the_same_log_density()
    {
        Batch points = TypicalPoints(33);
        double[] alone = new double[points.Count];
        Subject.LogDensity(points, alone);

        double[] together = TargetLaws.Evaluate(Subject, points).LogDensity;

        Assert.All(alone.Zip(together), pair => Assert.Equal(pair.First, pair.Second, 1e-6 * Math.Max(1, Math.Abs(pair.First))));
    }

    [Fact]
    public void Rows_do_not_influence_each_other()
    {
        Batch points = TypicalPoints(37);
        Batch disturbed = points.Slice(0, points.Count);
        disturbed.Row(5).Fill(float.NaN);
        disturbed.Row(20).Fill(1e30f);

        (double[] expected, Batch expectedScore) = TargetLaws.Evaluate(Subject, points);
        (double[] actual, Batch actualScore) = TargetLaws.Evaluate(Subject, disturbed);

        foreach (int row in Enumerable.Range(0, points.Count).Except([5, 20]))
        {
            Assert.Equal(expected[row], actual[row], 1e-6 * Math.Max(1, Math.Abs(expected[row])));
            Assert.True(expectedScore.Row(row).SequenceEqual(actualScore.Row(row)), $"Row {row} changed with its neighbours.");
        }
    }

    [Fact]
    public void Nothing_is_NaN_on_a_wide_grid()
    {
        Batch points = WideGrid();

        (double[] logDensity, Batch score) = TargetLaws.Evaluate(Subject, points);

        for (int row = 0; row < points.Count; row++)
        {
            string place = string.Join(", ", points.Row(row).ToArray());
            Assert.False(double.IsNaN(logDensity[row]) || double.IsPositiveInfinity(logDensity[row]), $"Log-density {logDensity[row]} at ({place}).");
            Assert.False(score.Row(row).ToArray().Any(float.IsNaN), $"NaN score at ({place}).");
        }
    }

    [Fact]
    public void Lane_kernel_agrees_with_the_batch_evaluation()
    {
        if (Subject.Capability<IHasLaneKernel>() is { } lanes)
        {
            ILaneKernel kernel = lanes.CreateLaneKernel(32);
            Batch points = TypicalPoints(32);
            for (int row = 0; row < 32; row++)
            {
                for (int column = 0; column < Subject.Dimension; column++)
                {
                    kernel.Points[(column * 32) + row] = points[row, column];
                }
            }

            kernel.Evaluate();

            (double[] logDensity, Batch score) = TargetLaws.Evaluate(Subject, points);
            for (int row = 0; row < 32; row++)
            {
                double size = score.Row(row).ToArray().Max(Math.Abs);
                Assert.Equal(logDensity[row], kernel.LogDensity[row], 2e-5 * Math.Max(1, Math.Abs(logDensity[row])));
                for (int column = 0; column < Subject.Dimension; column++)
                {
                    Assert.Equal(score[row, column], kernel.Score[(column * 32) + row], 5e-5 * Math.Max(1, size));
                }
            }
        }
    }

    /// <summary>False-alarm rate 1e-6.</summary>
    [Fact]
    public void Exact_draws_satisfy_the_Stein_identities()
    {
        if (Subject.Capability<IHasExactDraws>() is not null)
        {
            double worst = TargetLaws.WorstSteinDeviation(Subject, TargetLaws.Draw(Subject, 8_000, seed: 11));
            Assert.InRange(worst, 0, TargetLaws.Deviations(1e-6, 2 * Subject.Dimension));
        }
    }

    [Fact]
    public void Quadrature_agrees_with_the_normalizer_in_the_plane()
    {
        if (Subject is { Dimension: 2 } and IHasExactDraws && Subject.Capability<IHasLogNormalizer>() is { } known)
        {
            Assert.Equal(known.LogNormalizer, LogIntegral(), 2e-4);
        }
    }

    [Fact]
    public void Noisy_score_without_noise_is_the_score()
    {
        if (Subject.Capability<IHasNoisyScore>() is { } closedForm)
        {
            Batch points = TypicalPoints(50);
            Batch noisy = new(points.Count, Subject.Dimension);
            closedForm.NoisyScore(points, 0, noisy);
            Batch score = TargetLaws.Evaluate(Subject, points).Score;
            for (int index = 0; index < score.Values.Length; index++)
            {
                Assert.Equal(score.Values[index], noisy.Values[index], 1e-4 * Math.Max(1, Math.Abs(score.Values[index])));
            }
        }
    }

    /// <summary>E[s(y)] = 0 and E[y_i s_i(y)] = −1 for y = x + noise; false-alarm rate 1e-6.</summary>
    [Theory]
    [InlineData(0.05)]
    [InlineData(1.5)]
    [InlineData(30)]
    public void Noisy_score_satisfies_the_Stein_identities_of_the_noised_law(double noiseScale)
    {
        if (Subject.Capability<IHasNoisyScore>() is not null)
        {
            Batch noisy = TargetLaws.Draw(Subject, 3_000, seed: 12);
            RandomStream random = RandomStream.FromSeed(13);
            for (int index = 0; index < noisy.Values.Length; index++)
            {
                noisy.Values[index] += (float)(noiseScale * random.NextNormal());
            }

            double worst = TargetLaws.WorstSteinDeviation(new NoisedTarget(Subject, noiseScale), noisy);

            Assert.InRange(worst, 0, TargetLaws.Deviations(1e-6, 2 * Subject.Dimension));
        }
    }

    /// <summary>Exact draws, or standard normal points where there are none.</summary>
    protected virtual Batch TypicalPoints(int count)
    {
        if (Subject.Capability<IHasExactDraws>() is not null)
        {
            return TargetLaws.Draw(Subject, count, seed: 10);
        }

        Batch points = new(count, Subject.Dimension);
        RandomStream.FromSeed(10).FillNormal(points.Values);
        return points;
    }

    private Batch WideGrid()
    {
        List<float[]> rows = [];
        foreach (double fraction in new[] { -1, -0.1, -0.01, 0, 0.01, 0.1, 1 })
        {
            float value = (float)(fraction * GridReach);
            rows.Add(Enumerable.Repeat(value, Subject.Dimension).ToArray());
            for (int column = 0; column < Subject.Dimension; column++)
            {
                float[] axis = new float[Subject.Dimension];
                axis[column] = value;
                rows.Add(axis);
            }
        }

        Batch grid = new(rows.Count, Subject.Dimension);
        for (int row = 0; row < rows.Count; row++)
        {
            rows[row].CopyTo(grid.Row(row));
        }

        return grid;
    }

    private double LogIntegral()
    {
        const int Nodes = 240;
        Batch draws = TargetLaws.Draw(Subject, 20_000, seed: 14);
        (double low, double high)[] box = Enumerable.Range(0, 2).Select(column =>
        {
            double[] values = Enumerable.Range(0, draws.Count).Select(row => (double)draws[row, column]).ToArray();
            double margin = 0.15 * (values.Max() - values.Min());
            return (values.Min() - margin, values.Max() + margin);
        }).ToArray();
        Batch grid = new(Nodes * Nodes, 2);
        for (int row = 0; row < grid.Count; row++)
        {
            grid[row, 0] = (float)(box[0].low + ((row / Nodes) * (box[0].high - box[0].low) / (Nodes - 1)));
            grid[row, 1] = (float)(box[1].low + ((row % Nodes) * (box[1].high - box[1].low) / (Nodes - 1)));
        }

        double[] logDensity = new double[grid.Count];
        Subject.LogDensity(grid, logDensity);
        double largest = logDensity.Max();
        double cell = (box[0].high - box[0].low) * (box[1].high - box[1].low) / ((Nodes - 1) * (Nodes - 1));
        return largest + Math.Log(cell * logDensity.Sum(value => Math.Exp(value - largest)));
    }

    /// <summary>The law of a draw plus noise, as far as its score.</summary>
    private sealed class NoisedTarget(ITarget inner, double noiseScale) : ITarget
    {
        public string Name => inner.Name;

        public int Dimension => inner.Dimension;

        public void LogDensity(Batch points, Span<double> logDensity) => throw new NotSupportedException();

        public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score) =>
            inner.Capability<IHasNoisyScore>()!.NoisyScore(points, noiseScale, score);
    }
}
