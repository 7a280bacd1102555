using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Tests.Training;
using Samovar.Training;

namespace Samovar.Tests.Samplers;

/// <summary>Steps with variances of their own: densities, weights and gradients.</summary>
public sealed class LearnedVarianceTests
{
    private const double Variance = 0.3;

    /// <summary>Three coordinates go one by one, nineteen as a vector and three.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(19)]
    public void Log_weights_equal_the_sum_of_backward_less_forward_log_densities(int dimension)
    {
        Paths paths = Wild(dimension);
        double[] forward = [.. paths.LogWeights];
        double[] last = paths.LogDensities[(paths.Process.Steps * paths.Count)..].ToArray();
        for (int step = 0; step < paths.Process.Steps; step++)
        {
            paths.Compare(step);
        }

        paths.Weigh(last);
        for (int path = 0; path < paths.Count; path++)
        {
            double sum = last[path] + Enumerable.Range(0, paths.Process.Steps).Sum(step => paths.LogBackward(step, path) - paths.LogForward(step, path));

            Assert.Equal(sum, forward[path], 5e-3);
            Assert.Equal(forward[path], paths.LogWeights[path], 1e-3);
        }
    }

    /// <summary>The best kernels of a Gaussian are Gaussians of their own mean and variance: every weight is Z. With the variances of the reference the gap is 0.155.</summary>
    [Fact]
    public void The_best_variances_of_a_Gaussian_leave_no_gap()
    {
        Paths own = Best(ownVariances: true);
        Paths fixedOnes = Best(ownVariances: false);

        Assert.All(own.LogWeights, logWeight => Assert.Equal(0, logWeight, 2e-4));
        Assert.InRange(fixedOnes.LogWeights.Average(), -0.165, -0.145);
    }

    /// <summary>Σ c · Σ s over held states, differentiated by weights of control and variances. Floats carry seven digits; sums of 16 steps lose three.</summary>
    [Fact]
    public void Gradients_are_those_of_the_weights_with_the_states_held_fixed()
    {
        ControlledDiffusion sampler = Sampler(2, 16, outputScale: 1);
        PathTraining training = new(sampler, 37);
        EnergyTarget target = Gaussian();
        Batch ends = new(37, 2);
        RandomStream.FromSeed(3).FillNormal(ends.Values);
        double Sum()
        {
            sampler.Retrace(target, training.Paths, ends, RandomStream.FromSeed(4));
            double sum = 0;
            for (int row = 0; row < training.Paths.LogRatios.Length; row++)
            {
                sum += Math.Sin(1 + (row % 37)) * training.Paths.LogRatios[row];
            }

            return sum;
        }

        Sum();
        for (int path = 0; path < 37; path++)
        {
            training.Pull(path, Math.Sin(1 + path));
        }

        sampler.Differentiate(training.Paths, training);
        foreach (Parameter parameter in sampler.Parameters.Where(parameter => parameter.Name != "score-weight"))
        {
            (double worst, double largest) = Errors(parameter, Sum);
            Assert.True(worst < 0.01 * Math.Max(1, largest), $"{parameter.Name} is off by {worst}, its largest derivative is {largest}.");
        }
    }

    /// <summary>Fixed variances cannot come closer than 0.416 nats on twenty steps (the theory page). The mean of 4,000 weights has an error of 0.01.</summary>
    [Theory]
    [InlineData("tb")]
    [InlineData("vargrad")]
    public void Training_passes_below_the_floor_of_fixed_variances(string name)
    {
        PathOptions options = new() { BatchSize = 128, Optimizer = new AdamOptions { LearningRate = 1e-2, ClipNorm = 1 } };
        IObjective<ControlledDiffusion> objective =
            name == "tb" ? new TrajectoryBalance(new TrajectoryBalanceOptions { Paths = options }) : new LogVariance(options);
        ObjectiveSession<ControlledDiffusion> session = new(Sampler(2, 20, 0.01), objective, Gaussian(), 5, 300);
        SmallSessions.Advance(session, 300);

        Assert.InRange(-session.Sampler.Draw(session.Target, 4_000, RandomStream.FromSeed(9)).LogWeights!.Average(), -0.05, 0.2);
    }

    /// <summary>The mean of s over own paths is the divergence from the reference. n = 4,000: five errors are exceeded by chance once in two million.</summary>
    [Fact]
    public void Costs_count_what_variances_cost()
    {
        Paths paths = Wild(3, count: 4_000);
        PathLedger ledger = new(paths.Process.Steps);
        ledger.Add(paths, paths.Count);
        int moved = 0;
        for (int step = 0; step < paths.Process.Steps; step++)
        {
            double[] ratios = paths.LogRatios.Slice(step * paths.Count, paths.Count).ToArray();
            double mean = ratios.Average();
            double error = Math.Sqrt(ratios.Sum(value => (value - mean) * (value - mean))) / paths.Count;
            double drift = 0.5 * paths.Process.Gain(step) * paths.Process.Gain(step)
                * Enumerable.Range(step * paths.Count, paths.Count).Average(row => paths.Controls.Row(row).ToArray().Sum(value => (double)value * value));
            Assert.InRange(ledger.Costs[step], mean - (5 * error), mean + (5 * error));
            moved += Math.Abs(drift - mean) > 5 * error ? 1 : 0;
        }

        Assert.True(moved > 5, "Without the cost of variances nearly all steps pass: the test sees nothing.");
    }

    [Fact]
    public void The_path_divergence_refuses_them()
    {
        ObjectiveSession<ControlledDiffusion> session = new(Sampler(2, 8, 0.01), new PathKl(new PathKlOptions()), Gaussian(), 5, 2);

        Assert.Contains("fixed variances", Assert.Throws<ArgumentException>(() => session.Advance()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_without_room_for_them_are_refused()
    {
        ControlledDiffusion sampler = Sampler(2, 8, 0.01);

        Assert.Throws<ArgumentException>(() => sampler.Simulate(Gaussian(), new Paths(sampler.Process, 4, 2), RandomStream.FromSeed(1), 1));
    }

    private static (double Worst, double Largest) Errors(Parameter parameter, Func<double> loss)
    {
        double largest = 0;
        double worst = 0;
        for (int index = 0; index < parameter.Count; index += 1 + (parameter.Count / 7))
        {
            (int row, int column) = (index / parameter.Columns, index % parameter.Columns);
            float value = parameter.Row(row)[column];
            (float up, float down) = (value + 0.01f, value - 0.01f);
            parameter.Row(row)[column] = up;
            double above = loss();
            parameter.Row(row)[column] = down;
            double slope = (above - loss()) / ((double)up - down);
            parameter.Row(row)[column] = value;
            largest = Math.Max(largest, Math.Abs(slope));
            worst = Math.Max(worst, Math.Abs(slope - parameter.GradientRow(row)[column]));
        }

        return (worst, largest);
    }

    /// <summary>Paths of a sampler whose variances differ from those of the reference.</summary>
    private static Paths Wild(int dimension, int count = 50)
    {
        ControlledDiffusion sampler = Sampler(dimension, 12, outputScale: 2);
        Paths paths = sampler.CreatePaths(count);
        sampler.Simulate(Gaussian(dimension), paths, RandomStream.FromSeed(6), 1);
        return paths;
    }

    /// <summary>Paths of the kernels of a reference that is conditioned on ending in N(0, 0.3 I); width² = 5, 50 steps.</summary>
    private static Paths Best(bool ownVariances)
    {
        ReferenceProcess process = ReferenceProcess.Brownian(Math.Sqrt(5), TimeGrid.Uniform(50));
        Paths paths = new(process, 20_000, 2, ownVariances);
        RandomStream random = RandomStream.FromSeed(5);
        Batch noise = new(paths.Count, 2);
        for (int step = 0; step < process.Steps; step++)
        {
            // Along the mixture of bridges, variances are V + (V/V_N)² (0.3 − V_N).
            (double here, double next) = (Mixture(process, step), Mixture(process, step + 1));
            double covariance = process.Variance(step) / process.Variance(step + 1) * next;
            double slope = here == 0 ? 0 : ((covariance / here) - 1) / (process.Deviation(step) * process.Gain(step));
            double variance = next - (here == 0 ? 0 : covariance * covariance / here);
            for (int index = 0; index < paths.Count * 2; index++)
            {
                int place = (step * paths.Count * 2) + index;
                paths.Controls.Values[place] = (float)(slope * paths.States[step].Values[index]);
                if (ownVariances)
                {
                    paths.LogVariances!.Values[place] = (float)Math.Log(variance / (process.Deviation(step) * process.Deviation(step)));
                }
            }

            random.FillNormal(noise.Values);
            paths.Move(step, noise, 1);
        }

        double[] last = new double[paths.Count];
        Gaussian().LogDensity(paths.States[process.Steps], last);
        paths.Weigh(last);
        return paths;
    }

    private static double Mixture(ReferenceProcess process, int step)
    {
        double share = process.Variance(step) / process.Variance(process.Steps);
        return process.Variance(step) + (share * share * (Variance - process.Variance(process.Steps)));
    }

    private static ControlledDiffusion Sampler(int dimension, int steps, double outputScale) => new(
        dimension, ReferenceProcess.Brownian(Math.Sqrt(5), TimeGrid.Uniform(steps)),
        new ControlledDiffusionOptions { Network = new MlpOptions { Width = 32, HiddenLayers = 2, OutputScale = outputScale }, ScoreWeight = 0, LearnedVariance = true },
        RandomStream.FromSeed(7));

    private static EnergyTarget Gaussian(int dimension = 2) =>
        Target.FromEnergy(dimension, x => (TracedMath.Sum(x * x) / (2 * Variance)) + (0.5 * dimension * Math.Log(2 * Math.PI * Variance)));
}
