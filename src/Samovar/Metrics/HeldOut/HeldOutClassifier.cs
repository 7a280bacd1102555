using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;

namespace Samovar.Metrics.HeldOut;

/// <summary>How often a small classifier tells draws from held-out rows, on rows it did not learn from: ½ is chance and the floor, 1 is apart.</summary>
/// <remarks>The classifier of <see cref="ClassifierAccuracy"/>, in the coordinates of the learner. The error is binomial.</remarks>
[Catalogued("classifier-accuracy")]
public sealed class HeldOutClassifier() : HeldOutMetric("classifier-accuracy")
{
    private const int MostDraws = 2_000;
    private const int FewestDraws = 100;

    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch draws, DataSet data, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(draws);
        ArgumentNullException.ThrowIfNull(data);
        int known = data.IsEndless ? MostDraws : Math.Min(data.HeldOut.Count, MostDraws);
        int size = Math.Min(draws.Count, known);
        if (size < FewestDraws)
        {
            return NotApplicable($"needs at least {FewestDraws} draws and held-out rows to learn from, and there are {size}");
        }

        (double accuracy, int judged) = TwoSampleClassifier.Measure(draws.Slice(0, size), data.DrawHeldOut(size, random), random);
        return Measured(accuracy, Math.Sqrt(Math.Max(accuracy * (1 - accuracy), 1.0 / judged) / judged), 0.5);
    }
}
