namespace Samovar.MarkovChains;

/// <summary>A tunable kernel followed by one that needs no tuning: the first crosses long ways, the second finds narrow places.</summary>
/// <param name="first">The kernel that is tuned.</param>
/// <param name="second">The kernel that follows.</param>
public sealed class SweepingKernel(ITunableKernel first, IMarkovKernel second) : ITunableKernel
{
    /// <inheritdoc/>
    public double StepSize => first.StepSize;

    /// <inheritdoc/>
    public double BestAcceptance => first.BestAcceptance;

    /// <inheritdoc/>
    public ITunableKernel WithStepSize(double stepSize) => new SweepingKernel(first.WithStepSize(stepSize), second);

    /// <inheritdoc/>
    public StepInfo Move(ChainBlock block, TemperedLanes density)
    {
        StepInfo info = first.Move(block, density);
        StepInfo sweep = second.Move(block, density);
        return info with { Divergent = info.Divergent + sweep.Divergent };
    }
}
