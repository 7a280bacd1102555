using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Data;
using Samovar.Networks;
using Samovar.Samplers;
using Samovar.Training;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Objectives;

/// <summary>The variant that takes steps of a chain for actions: the energy at the end, less what was expected of the state, weighs the score of every step.</summary>
/// <remarks>
/// The energy learns as in <see cref="GeneralizedContrastiveDivergence"/>. The values are regressed on the energy at the end, V(x_t, t) on E(x_T), and the chain
/// follows the mean of (E(x_T) − V(x_t, t)) ln π(x_{t+1} | x_t)/d on random transitions of its paths. No entropy holds it, so deviations shrink and modes can be lost.
/// Source: the baseline of Yoon et al., 2024, arXiv:2407.00626, after Fan and Lee, 2023, arXiv:2301.13362.
/// </remarks>
/// <param name="options">Settings; velocities are not used.</param>
public sealed class ChainPolicyGradient(DynamicProgrammingOptions options) : IDataObjective<EnergyChain>
{
    /// <inheritdoc/>
    public Citation Source => GeneralizedContrastiveDivergence.Paper;

    /// <inheritdoc/>
    public void Step(EnergyChain sampler, DataSet data, TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(step);
        Buffers batch = step.Reuse("buffers", () => new Buffers(sampler, options.BatchSize));
        data.Draw(batch.Real, step.Random);
        sampler.Chain.Simulate(batch.States, step.Random);
        step.Record("contrast", batch.Fit.Contrast(batch.Real, batch.States[^1], sampler.Regularization, options.ValueOptimizer, step));
        batch.Fit.Values(batch.States[^1], batch.Codes[^1], batch.Ends);
        for (int time = sampler.Chain.Steps - 1; time >= 0; time--)
        {
            batch.Fit.Values(batch.States[time], batch.Codes[time], batch.Expected[time]);
            step.Record("value-error", batch.Fit.Follow(batch.States[time], batch.Codes[time], batch.Ends, options.ValueOptimizer, step));
        }

        for (int update = 0; update < options.ChainSteps; update++)
        {
            batch.Pick(step);
            double loss = step.Minimize("chain", sampler.Chain, options.ChainOptimizer, batch.Loss, batch.Point, batch.NextCode, batch.Next, batch.Advantage);
            step.Record("chain-loss", loss);
            step.Record("held-deviations", sampler.Chain.HoldDeviations());
        }

        sampler.UpdateAverage(step.Index);
    }

    /// <summary>Advantage · ln π(x_{t+1} | x_t)/d, up to a constant.</summary>
    /// <param name="mean">Mean of the next state by state and code.</param>
    /// <param name="logDeviation">ln σ_t by code.</param>
    /// <param name="inputs">x_t, code of t+1, x_{t+1}, [n, 1] advantage.</param>
    /// <returns>[n, 1].</returns>
    internal static Traced Surrogate(Func<Traced, Traced, Traced> mean, Func<Traced, Traced> logDeviation, IReadOnlyList<Traced> inputs)
    {
        Traced code = inputs[1][1..];
        Traced spread = logDeviation(code);
        Traced squares = Sum(Square(inputs[2] - mean(inputs[0], code))) / inputs[0].Shape.Columns;
        return inputs[3] * ((-0.5 * Exp(-2 * spread) * squares) - spread);
    }

    private sealed class Buffers
    {
        public Buffers(EnergyChain model, int count)
        {
            int dimension = model.Dimension;
            int steps = model.Chain.Steps;
            Fit = new ValueFit(model.Value, dimension, steps, count);
            States = [.. Enumerable.Range(0, steps + 1).Select(_ => new Batch(count, dimension))];
            Codes = [.. Enumerable.Range(0, steps + 1).Select(step => StepCodes.Of(step, steps + 1, count))];
            Expected = [.. Enumerable.Range(0, steps).Select(_ => new Batch(count, 1))];
            (Real, Point, Next) = (new Batch(count, dimension), new Batch(count, dimension), new Batch(count, dimension));
            (NextCode, Ends, Advantage) = (new Batch(count, steps + 1), new Batch(count, 1), new Batch(count, 1));
            Loss = inputs => MeanOverPoints(Surrogate(model.Chain.Mean, model.Chain.LogDeviation, inputs));
        }

        public ValueFit Fit { get; }

        public Batch[] States { get; }

        public Batch[] Codes { get; }

        /// <summary>V(x_t, t) before this step's regression.</summary>
        public Batch[] Expected { get; }

        /// <summary>E(x_T).</summary>
        public Batch Ends { get; }

        public Batch Real { get; }

        public Batch Point { get; }

        public Batch Next { get; }

        public Batch NextCode { get; }

        public Batch Advantage { get; }

        public Func<IReadOnlyList<Traced>, Traced> Loss { get; }

        /// <summary>Picks transitions at random.</summary>
        public void Pick(TrainingStep step)
        {
            for (int row = 0; row < Point.Count; row++)
            {
                int time = step.Random.NextInt(Expected.Length);
                int path = step.Random.NextInt(Point.Count);
                States[time].Row(path).CopyTo(Point.Row(row));
                States[time + 1].Row(path).CopyTo(Next.Row(row));
                StepCodes.Set(NextCode, row, time + 1);
                Advantage[row, 0] = Ends[path, 0] - Expected[time][path, 0];
            }
        }
    }
}
