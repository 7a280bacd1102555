using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Runs;

namespace Samovar.Networks;

/// <summary>Running mean and variance of each coordinate, as untrained parameters of a network.</summary>
/// <param name="dimension">Number of coordinates d.</param>
internal sealed class RunningMoments(int dimension) : ICheckpointed
{
    /// <summary>Smallest variance, so that a collapsed coordinate does not divide by zero.</summary>
    private const float Floor = 1e-12f;

    public Parameter Mean { get; } = new("mean", 1, dimension);

    public Parameter Variance { get; } = new("variance", 1, dimension);

    /// <summary>Moves the moments towards those of a batch.</summary>
    /// <param name="points">[n, d].</param>
    /// <param name="rate">Share of the way, in (0, 1]; 1 replaces them.</param>
    public void Follow(Batch points, double rate)
    {
        for (int column = 0; column < points.Dimension; column++)
        {
            double sum = 0;
            double squares = 0;
            for (int row = 0; row < points.Count; row++)
            {
                double value = points[row, column];
                sum += value;
                squares += value * value;
            }

            double mean = sum / points.Count;
            double variance = Math.Max(Floor, (squares / points.Count) - (mean * mean));
            ref float oldMean = ref Mean.Row(0)[column];
            ref float oldVariance = ref Variance.Row(0)[column];
            oldMean += (float)(rate * (mean - oldMean));
            oldVariance += (float)(rate * (variance - oldVariance));
        }
    }

    public void Save(CheckpointSection section) => ParameterStore.Save([Mean, Variance], section);

    public void Load(CheckpointSection section) => ParameterStore.Load([Mean, Variance], section);
}
