using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Targets;

namespace Samovar.Metrics;

/// <summary>The mean change of the energy under ten tuned Langevin steps, in standard deviations of the energy. 0 is perfect.</summary>
/// <remarks>
/// Negative means that the draws lay too high, positive that they lay too low.
/// Needs no reference: a sample from the target keeps its law under a kernel that leaves the target unchanged. It sees what ten local steps can mend;
/// missing modes and wrong mode weights it does not see. The floor is the mean absolute change of exact draws.
/// The first 2,000 draws start chains; beyond 256 coordinates fewer, 320 at 1,600 and 100 at least, because 50 scores of each would take as long as drawing them by a path sampler. The error says what that costs.
/// </remarks>
[Catalogued("energy-shift")]
public sealed class EnergyShift() : Metric("energy-shift")
{
    private const int MostChains = 2_000;
    private const int FewestChains = 100;
    private const int MostCoordinates = 256 * MostChains;
    private const int TuningSteps = 40;
    private const int Steps = 10;
    private const double FirstStepSize = 0.01;

    /// <inheritdoc/>
    protected override Measurement Evaluate(Batch points, ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(target);
        Batch starts = points.Slice(0, Math.Min(points.Count, Chains(points.Dimension)));
        ChainState state = new(target, starts, random);
        int outside = state.LogDensity.Count(value => !double.IsFinite(value));
        if (outside > 0)
        {
            return NotApplicable($"{outside} of {state.Count} draws have no finite energy, so its mean does not exist");
        }

        (double shift, double error) = Measure(target, state, random);
        if (!double.IsFinite(shift))
        {
            return NotApplicable("the energy does not vary over the draws, so there is no unit to measure in");
        }

        NoiseFloor? floor = TruthSample.Floor(target, Name, starts.Count, (exact, own) => Math.Abs(Measure(target, new ChainState(target, exact, own), own).Shift));
        return Measured(shift, error, floor);
    }

    private static int Chains(int dimension) => Math.Clamp(MostCoordinates / dimension, FewestChains, MostChains);

    private static (double Shift, double Error) Measure(ITarget target, ChainState state, RandomStream random)
    {
        ITunableKernel kernel = StepSizeAdaptation.Tune(new Mala(FirstStepSize), new ChainState(target, state.Positions, random), TuningSteps);
        double[] before = state.LogDensity;
        for (int step = 0; step < Steps; step++)
        {
            state.Step(kernel);
        }

        // The energies after the steps give the unit: strays inflate the spread before them and would hide themselves.
        double[] after = state.LogDensity;
        double unit = Spread.Deviation(after);
        double[] changes = before.Zip(after, (old, now) => (old - now) / unit).ToArray();
        return (changes.Average(), Spread.ErrorOfMean(changes));
    }
}
