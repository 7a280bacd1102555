using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Samplers;

namespace Samovar.Tests.Samplers;

public sealed class GaussianChainTests
{
    private static readonly GaussianChainOptions Options = new()
    {
        Steps = 3, StartDeviation = 2, FirstDeviation = 0.8, LastDeviation = 0.2, Network = new MlpOptions { Width = 16, HiddenLayers = 2, OutputScale = 1 },
    };

    /// <summary>Every step is its mean and noise of its deviation; 20 000 points, limits of five errors: false alarms below one in 100 000.</summary>
    [Fact]
    public void Steps_have_their_means_and_deviations()
    {
        const int Count = 20_000;
        GaussianChain chain = new(2, Options, RandomStream.FromSeed(1));
        Batch[] states = [.. Enumerable.Range(0, 4).Select(_ => new Batch(Count, 2))];
        chain.Simulate(states, RandomStream.FromSeed(2));

        AssertNormal(states[0], new Batch(Count, 2), 2);
        for (int step = 0; step < 3; step++)
        {
            Batch mean = new(Count, 2);
            new CompiledFunction(Count, [2, 3], inputs => chain.Mean(inputs[0], inputs[1])).Evaluate(mean, states[step], StepCodes.Of(step, 3, Count));
            AssertNormal(states[step + 1], mean, new[] { 0.8, 0.4, 0.2 }[step]);
            // The twin that takes the state for the mean is found out.
            Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertNormal(states[step + 1], states[step], new[] { 0.8, 0.4, 0.2 }[step]));
        }
    }

    [Fact]
    public void Deviations_beyond_their_bounds_are_held_and_counted()
    {
        GaussianChain chain = new(2, Options with { SmallestDeviation = 0.3, LargestDeviation = 0.7 }, RandomStream.FromSeed(1));

        Assert.Equal(2, chain.HoldDeviations());
        Assert.Equal(0.7, Math.Exp(chain.LogDeviation(0)), 1e-6);
        Assert.Equal(0.4, Math.Exp(chain.LogDeviation(1)), 1e-6);
        Assert.Equal(0.3, Math.Exp(chain.LogDeviation(2)), 1e-6);
        Assert.Equal(0, chain.HoldDeviations());
    }

    /// <summary>The policy gradient differentiates the input of a value: central differences in the point.</summary>
    [Fact]
    public void Values_are_differentiated_by_the_point_as_differences_say()
    {
        const int Count = 40;
        const float Step = 1e-2f;
        ValueNetwork value = new(2, 3, Options.Network, RandomStream.FromSeed(3));
        Batch points = new(Count, 2), code = StepCodes.Of(2, 4, Count), gradient = new(Count, 2), above = new(Count, 1), below = new(Count, 1);
        RandomStream.FromSeed(4).FillNormal(points.Values);
        new CompiledFunction(Count, [2, 4], inputs => ReverseMode.Gradient(TracedMath.SumOverPoints(value.Value(inputs[0], inputs[1])), inputs[0])[0]).Evaluate(gradient, points, code);
        CompiledFunction function = new(Count, [2, 4], inputs => value.Value(inputs[0], inputs[1]));
        for (int column = 0; column < 2; column++)
        {
            Move(points, column, Step);
            function.Evaluate(above, points, code);
            Move(points, column, -2 * Step);
            function.Evaluate(below, points, code);
            Move(points, column, Step);
            Assert.All(Enumerable.Range(0, Count), row => Assert.Equal((above[row, 0] - below[row, 0]) / (2 * Step), gradient[row, column], 2e-3));
        }
    }

    [Fact]
    public void The_velocity_follows_the_mean_squared_step_per_coordinate()
    {
        GaussianChain chain = new(2, Options, RandomStream.FromSeed(1));
        AdaptiveVelocity velocity = new(chain);
        Batch[] states = [.. Enumerable.Range(0, 4).Select(_ => new Batch(4_000, 2))];
        Assert.Equal(0.64, velocity[0], 1e-6);
        for (int update = 0; update < 120; update++)
        {
            chain.Simulate(states, RandomStream.FromSeed(7));
            velocity.Follow(states, 0.9);
        }

        double wanted = Enumerable.Range(0, 4_000).Average(row => AdaptiveVelocity.SquaredStep(states, 0, row)) / 2;
        Assert.Equal(wanted, velocity[0], 1e-4);
    }

    private static void Move(Batch points, int column, float distance)
    {
        for (int row = 0; row < points.Count; row++)
        {
            points[row, column] += distance;
        }
    }

    private static void AssertNormal(Batch points, Batch mean, double deviation)
    {
        double[] residuals = [.. points.Values.ToArray().Zip(mean.Values.ToArray(), (point, centre) => (point - centre) / deviation)];
        Assert.Equal(0, residuals.Average(), 5 / Math.Sqrt(residuals.Length));
        Assert.Equal(1, residuals.Average(residual => residual * residual), 5 * Math.Sqrt(2.0 / residuals.Length));
    }
}
