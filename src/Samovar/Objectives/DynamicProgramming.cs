using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Networks;
using Samovar.Samplers;
using Samovar.Training;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Objectives;

/// <summary>Fits a chain to exp(−E/τ) by dynamic programming: what a state costs is learned from the state after it, and every step is improved by itself.</summary>
/// <remarks>
/// Minimises E[E(x_T) − τ d Σ ln σ_t + τ Σ |x_{t+1} − x_t|²/(2 s_t²)], an upper bound of τ KL(π ‖ exp(−E/τ)) up to constants. Nothing is differentiated through
/// the path. Source: Yoon et al., 2024, arXiv:2407.00626, algorithm 1 (diffusion by dynamic programming).
/// </remarks>
internal sealed class DynamicProgramming
{
    private readonly GaussianChain chain;
    private readonly AdaptiveVelocity velocity;
    private readonly DynamicProgrammingOptions options;
    private readonly double temperature;
    private readonly Batch[] codes;
    private readonly Batch target;
    private readonly Batch points;
    private readonly Batch nextCode;
    private readonly Batch precision;
    private readonly Batch noise;
    private readonly Func<IReadOnlyList<Traced>, Traced> improvement;

    /// <summary>Reserves memory.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="value">Values; at the end, the energy.</param>
    /// <param name="velocity">s_t².</param>
    /// <param name="temperature">τ, what divides energies.</param>
    /// <param name="options">Settings.</param>
    public DynamicProgramming(GaussianChain chain, IValueNetwork value, AdaptiveVelocity velocity, double temperature, DynamicProgrammingOptions options)
    {
        (this.chain, this.velocity, this.temperature, this.options) = (chain, velocity, temperature, options);
        int count = options.BatchSize;
        Fit = new ValueFit(value, chain.Dimension, chain.Steps, count);
        States = [.. Enumerable.Range(0, chain.Steps + 1).Select(_ => new Batch(count, chain.Dimension))];
        codes = [.. Enumerable.Range(0, chain.Steps + 1).Select(step => StepCodes.Of(step, chain.Steps + 1, count))];
        (target, precision, nextCode) = (new Batch(count, 1), new Batch(count, 1), new Batch(count, chain.Steps + 1));
        (points, noise) = (new Batch(count, chain.Dimension), new Batch(count, chain.Dimension));
        improvement = inputs => MeanOverPoints(Improvement(value.Value, chain.Mean, chain.LogDeviation, temperature, inputs));
    }

    /// <summary>The present paths, x_0 to x_T.</summary>
    public Batch[] States { get; }

    /// <summary>Training of the values and the energy.</summary>
    public ValueFit Fit { get; }

    /// <summary>Values backward along the paths, then the chain on random states of them, then s_t².</summary>
    public void Step(TrainingStep step)
    {
        for (int time = chain.Steps - 1; time >= 0; time--)
        {
            Fit.Values(States[time + 1], codes[time + 1], target);
            AddCost(time);
            step.Record("value-error", Fit.Follow(States[time], codes[time], target, options.ValueOptimizer, step));
        }

        for (int update = 0; update < options.ChainSteps; update++)
        {
            Improve(step);
        }

        velocity.Follow(States, options.VelocityDecay);
        RecordChain(step);
    }

    /// <summary>V(x', t+1) − τ d ln σ_t + τ |x' − x_t|²/(2 s_t²) at x' = mean + σ_t ε.</summary>
    /// <param name="value">V of points and codes.</param>
    /// <param name="mean">Mean of the next state by state and code.</param>
    /// <param name="logDeviation">ln σ_t by code.</param>
    /// <param name="temperature">τ.</param>
    /// <param name="inputs">x_t, code of t+1, [n, 1] 1/s_t², ε.</param>
    /// <returns>[n, 1].</returns>
    internal static Traced Improvement(
        Func<Traced, Traced, Traced> value, Func<Traced, Traced, Traced> mean, Func<Traced, Traced> logDeviation, double temperature, IReadOnlyList<Traced> inputs)
    {
        Traced point = inputs[0];
        Traced code = inputs[1][1..];
        Traced spread = logDeviation(code);
        Traced next = mean(point, code) + (Exp(spread) * inputs[3]);
        Traced effort = 0.5 * inputs[2] * Sum(Square(next - point));
        return value(next, inputs[1]) + (temperature * (effort - (point.Shape.Columns * spread)));
    }

    /// <summary>Adds −τ d ln σ_t + τ |x_{t+1} − x_t|²/(2 s_t²).</summary>
    private void AddCost(int time)
    {
        double entropy = chain.Dimension * chain.LogDeviation(time);
        double half = 0.5 / velocity[time];
        for (int row = 0; row < target.Count; row++)
        {
            target[row, 0] += (float)(temperature * ((half * AdaptiveVelocity.SquaredStep(States, time, row)) - entropy));
        }
    }

    private void Improve(TrainingStep step)
    {
        step.Random.FillNormal(noise.Values);
        for (int row = 0; row < points.Count; row++)
        {
            int time = step.Random.NextInt(chain.Steps);
            States[time].Row(step.Random.NextInt(points.Count)).CopyTo(points.Row(row));
            StepCodes.Set(nextCode, row, time + 1);
            precision[row, 0] = (float)(1 / velocity[time]);
        }

        step.Record("chain-loss", step.Minimize("chain", chain, options.ChainOptimizer, improvement, points, nextCode, precision, noise));
        step.Record("held-deviations", chain.HoldDeviations());
    }

    private void RecordChain(TrainingStep step)
    {
        step.Record("first-deviation", Math.Exp(chain.LogDeviation(0)));
        step.Record("last-deviation", Math.Exp(chain.LogDeviation(chain.Steps - 1)));
    }
}
