using Samovar.Compute;

namespace Samovar.Targets;

/// <summary>A target beside which a short run of parallel tempering was made, so that draws can be compared with something where no exact draws are known.</summary>
/// <remarks>Such draws are no truth: they may miss what tempering misses. Metrics that use them say so, and give their halves' disagreement as the floor.</remarks>
public interface IHasTemperedSample
{
    /// <summary>[n, d] draws, ladder by ladder, so that the two halves are independent; n at least 4.</summary>
    Batch TemperedSample { get; }
}
