using Samovar.Compute;
using Samovar.Compute.Graphs;

namespace Samovar.Targets;

/// <summary>A target traced from an energy.</summary>
public sealed class EnergyTarget : ITarget
{
    private readonly Traced point;
    private readonly Traced energy;
    private readonly Traced gradient;

    /// <summary>Traces an energy and derives its score.</summary>
    /// <param name="dimension">Number of coordinates d, at least 1.</param>
    /// <param name="trace">E(x) on a traced point [n, d]; returns [n, 1].</param>
    /// <param name="name">Name for runs and reports.</param>
    /// <exception cref="ArgumentException">The energy does not return one number per point, or does not depend on the point.</exception>
    public EnergyTarget(int dimension, Func<Traced, Traced> trace, string name)
    {
        ArgumentNullException.ThrowIfNull(trace);
        Graph graph = new();
        point = graph.Input("point", dimension);
        energy = trace(point);
        if (energy is null || energy.Shape != Shape.Batched(1))
        {
            throw new ArgumentException(
                $"The energy of target '{name}' has shape {energy?.Shape.ToString() ?? "null"}; it must depend on the point and return one number per point, [n, 1]. "
                + "Reduce vectors with Sum(...).",
                nameof(trace));
        }

        gradient = ReverseMode.Gradient(energy, point)[0];
        Name = name;
        Dimension = dimension;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Dimension { get; }

    /// <inheritdoc/>
    public void LogDensity(Batch points, Span<double> logDensity) => LogDensityAndScore(points, logDensity, new Batch(points.Count, Dimension));

    /// <inheritdoc/>
    public void LogDensityAndScore(Batch points, Span<double> logDensity, Batch score)
    {
        double[,] positions = new double[points.Count, Dimension];
        for (int index = 0; index < positions.Length; index++)
        {
            positions[index / Dimension, index % Dimension] = points.Values[index];
        }

        ReferenceEvaluator evaluator = new ReferenceEvaluator(points.Count).With(point, positions);
        double[,] energies = evaluator.Evaluate(energy);
        double[,] gradients = evaluator.Evaluate(gradient);
        for (int row = 0; row < points.Count; row++)
        {
            logDensity[row] = -energies[row, 0];
            for (int column = 0; column < Dimension; column++)
            {
                score[row, column] = (float)-gradients[row, column];
            }
        }
    }
}
