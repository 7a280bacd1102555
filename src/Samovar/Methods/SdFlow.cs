using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Diffusions;
using Samovar.Objectives;
using Samovar.Samplers.Particles;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>Score-difference flow: particles, or a one-step generator, that follow the law of a data set; particles that follow an energy.</summary>
/// <param name="settings">What is chosen for the data.</param>
[Catalogued("sd-flow")]
public sealed class SdFlow(SdFlowSettings settings) : IDataMethod, IMethod
{
    private const string GeneratorPreset = "generator";
    private const int Rows = 1024;

    /// <summary>Fresh rows at every step average out what a batch does not resolve, so that the noise may stay above the width of a batch's kernel.</summary>
    private const double FreshWidths = 2;

    /// <summary>With the standard settings.</summary>
    public SdFlow()
        : this(new SdFlowSettings())
    {
    }

    /// <inheritdoc cref="IDataMethod.Summary"/>
    public string Summary => "particles along the difference of two scores, of data or of an energy; from data also a one-step generator; no density";

    /// <inheritdoc cref="IDataMethod.Source"/>
    public Citation Source => ParticleTransport.Paper;

    /// <inheritdoc cref="IDataMethod.Presets"/>
    public IReadOnlyList<string> Presets { get; } = ["quick", "default", GeneratorPreset];

    /// <summary>Those for energies, where the generator is <see cref="Dikl"/>.</summary>
    IReadOnlyList<string> IMethod.Presets { get; } = ["quick", "default"];

    /// <inheritdoc/>
    public IEnumerable<string> Problems(DataSet data, string preset) => settings.Problems(preset == GeneratorPreset, fromRows: true);

    /// <inheritdoc/>
    public IEnumerable<string> Problems(ITarget target, string preset)
    {
        ArgumentNullException.ThrowIfNull(target);
        if (target.Capability<IParticleSystem>() is not null)
        {
            yield return $"'{target.Name}' is a system of equal particles without a centre of mass, which method 'sd-flow' would let drift. Use method 'dikl'.";
        }

        foreach (string problem in settings.Problems(generator: false, fromRows: false))
        {
            yield return problem;
        }
    }

    /// <inheritdoc/>
    public TrainingSession Start(DataSet data, string preset, ulong seed, int? steps = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        return preset == GeneratorPreset ? SdFlowGenerator.Session(data, settings, seed, steps) : Particles(data, seed, steps ?? StepsOf(preset));
    }

    /// <inheritdoc/>
    public TrainingSession Start(ITarget target, string preset, ulong seed, int? steps = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        int planned = steps ?? StepsOf(preset);
        MeteredTarget metered = new(target);
        (DiklPreset dikl, AffineMap? whitening) = Dikl.Choose(metered, quick: false, seed);
        NoiseLevels levels = dikl.Objective.Levels;
        ParticleFlowOptions options = Options(planned, settings.Noise(levels.Largest, levels.Smallest)) with
        {
            Noise = settings.Rule is FlowRule.Difference or FlowRule.Shift,
            StartScale = levels.Largest / 2,
        };
        IParticleRule Rule(ITarget energy)
        {
            EnergyAttraction attraction = new(energy, dikl.Objective.Posterior);
            return settings.Rule switch
            {
                FlowRule.Shift => new MeanShift(attraction),
                FlowRule.Stein => new SteinVariational(energy),
                FlowRule.Langevin => new LangevinRule(energy),
                _ => new ScoreDifference(attraction),
            };
        }

        EnergyFlow flow = new(target.Dimension, options, Rule, RandomStream.FromSeed(seed).Named("start"));
        return whitening is null
            ? new ObjectiveSession<EnergyFlow>(flow, new EnergyTransport(), metered, seed, planned)
            : new ObjectiveSession<EnergyFlow>(flow, new EnergyTransport(), metered, whitening, seed, planned);
    }

    private DataSession<ParticleFlow> Particles(DataSet data, ulong seed, int steps)
    {
        double width = KernelWidth.LeaveOneOut(data.Sample(KernelWidth.MostRows));
        NoiseSchedule noise = settings.Noise(Reach(data.Training), data.IsEndless ? FreshWidths * width : width);
        ParticleFlowOptions options = Options(steps, noise) with { FinalNoise = !data.IsEndless };
        IParticleRule Rule()
        {
            RowAttraction attraction = new(data, Rows);
            return settings.Rule switch
            {
                FlowRule.Shift => new MeanShift(attraction),
                FlowRule.Mmd => new MmdFlow(attraction),
                _ => new ScoreDifference(attraction),
            };
        }

        ParticleFlow flow = new(data.Dimension, options, Rule, RandomStream.FromSeed(seed).Named("start"));
        return new DataSession<ParticleFlow>(flow, new ParticleTransport(), data, seed, steps);
    }

    private ParticleFlowOptions Options(int steps, NoiseSchedule noise) =>
        new() { Particles = settings.Particles, Steps = steps, StepSize = settings.StepSize, Schedule = noise };

    private static int StepsOf(string preset) => preset == "quick" ? 200 : 500;

    /// <summary>The largest distance of a row from the origin, where the particles start: more noise than that tells nothing.</summary>
    internal static double Reach(Batch rows)
    {
        double largest = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            double square = 0;
            foreach (float value in rows.Row(row))
            {
                square += (double)value * value;
            }

            largest = Math.Max(largest, square);
        }

        return Math.Sqrt(largest);
    }
}
