using Samovar.Compute;

namespace Samovar.Targets;

/// <summary>Gives a target that only knows batches the form of a lane kernel, by copying.</summary>
internal sealed class BatchLaneKernel(ITarget target, int lanes) : ILaneKernel
{
    private readonly Batch batch = new(lanes, target.Dimension);
    private readonly Batch gradients = new(lanes, target.Dimension);
    private readonly double[] values = new double[lanes];
    private readonly float[] points = new float[lanes * target.Dimension];
    private readonly float[] scores = new float[lanes * target.Dimension];
    private readonly float[] logDensities = new float[lanes];

    public int Lanes => lanes;

    public Span<float> Points => points;

    public Span<float> LogDensity => logDensities;

    public Span<float> Score => scores;

    /// <summary>The lane kernel of a target: its own where it has one, one that copies where it has not.</summary>
    public static ILaneKernel Of(ITarget target, int lanes) =>
        target.Capability<IHasLaneKernel>()?.CreateLaneKernel(lanes) ?? new BatchLaneKernel(target, lanes);

    public void Evaluate()
    {
        CopyPoints();
        target.LogDensityAndScore(batch, values, gradients);
        for (int index = 0; index < points.Length; index++)
        {
            scores[index] = gradients[index % lanes, index / lanes];
        }

        CopyLogDensities();
    }

    public void EvaluateLogDensity()
    {
        CopyPoints();
        target.LogDensity(batch, values);
        CopyLogDensities();
    }

    private void CopyPoints()
    {
        for (int index = 0; index < points.Length; index++)
        {
            batch[index % lanes, index / lanes] = points[index];
        }
    }

    private void CopyLogDensities()
    {
        for (int lane = 0; lane < lanes; lane++)
        {
            logDensities[lane] = (float)values[lane];
        }
    }
}
