namespace Samovar.MarkovChains;

/// <summary>Dual averaging of the logarithm of a step size towards an acceptance rate.</summary>
/// <remarks>
/// Source: Hoffman and Gelman, 2014, arXiv:1111.4246, section 3.2, with its constants γ = 0.05, t₀ = 10, κ = 0.75. Chains that are still adapting do
/// not leave the target unchanged: adapt first, then draw with the fixed <see cref="AveragedStepSize"/>. Where nothing is ever accepted, as outside the
/// support, the step stops shrinking at a billionth of the first guess, where points in single precision no longer move; whoever adapts reports the acceptance.
/// </remarks>
public sealed class StepSizeAdaptation
{
    private const double Shrinkage = 0.05;
    private const double Delay = 10;
    private const double Forgetting = 0.75;
    private const double SmallestShare = 1e-9;

    private readonly double aim;
    private readonly double anchor;
    private readonly double smallestLog;
    private double shortfall;
    private double averagedLog;
    private int updates;

    /// <summary>Begins at a step size.</summary>
    /// <param name="stepSize">First guess, positive.</param>
    /// <param name="acceptance">Mean acceptance probability to reach, in (0, 1).</param>
    public StepSizeAdaptation(double stepSize, double acceptance)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stepSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(acceptance);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(acceptance, 1);
        aim = acceptance;
        anchor = Math.Log(10 * stepSize);
        smallestLog = Math.Log(SmallestShare * stepSize);
        StepSize = stepSize;
    }

    /// <summary>The step size to try next.</summary>
    public double StepSize { get; private set; }

    /// <summary>The step size to keep after adaptation.</summary>
    public double AveragedStepSize => updates == 0 ? StepSize : Math.Exp(averagedLog);

    /// <summary>Tunes a kernel while its chains move.</summary>
    /// <param name="kernel">The kernel and its first step size.</param>
    /// <param name="state">The chains; moved.</param>
    /// <param name="steps">Steps to take, at least 1.</param>
    /// <returns>The kernel with the averaged step size.</returns>
    public static ITunableKernel Tune(ITunableKernel kernel, ChainState state, int steps)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        StepSizeAdaptation adaptation = new(kernel.StepSize, kernel.BestAcceptance);
        for (int step = 0; step < steps; step++)
        {
            adaptation.Update(state.Step(kernel.WithStepSize(adaptation.StepSize)).Acceptance);
        }

        return kernel.WithStepSize(adaptation.AveragedStepSize);
    }

    /// <summary>Learns from one step.</summary>
    /// <param name="acceptance">Its mean acceptance probability, in [0, 1].</param>
    public void Update(double acceptance)
    {
        updates++;
        double rate = 1 / (updates + Delay);
        shortfall += rate * (aim - acceptance - shortfall);
        double log = Math.Max(smallestLog, anchor - (Math.Sqrt(updates) / Shrinkage * shortfall));
        double weight = Math.Pow(updates, -Forgetting);
        averagedLog += weight * (log - averagedLog);
        StepSize = Math.Exp(log);
    }
}
