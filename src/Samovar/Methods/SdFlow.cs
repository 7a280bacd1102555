using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Samplers.Particles;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>Score-difference flow: particles, or a one-step generator, that follow the law of a data set.</summary>
[Catalogued("sd-flow")]
public sealed class SdFlow : IDataMethod
{
    private const int Rows = 1024;
    private const int GeneratorSteps = 12_000;

    /// <summary>Fresh rows at every step average out what a batch does not resolve, so that the noise may stay above the width of a batch's kernel.</summary>
    private const double FreshWidths = 2;

    /// <inheritdoc/>
    public string Summary => "particles, or a one-step generator, that follow the data along the difference of two scores; no density";

    /// <inheritdoc/>
    public Citation Source => ParticleTransport.Paper;

    /// <inheritdoc/>
    public IReadOnlyList<string> Presets { get; } = ["quick", "default", "generator"];

    /// <inheritdoc/>
    public IEnumerable<string> Problems(DataSet data, string preset) => [];

    /// <inheritdoc/>
    public TrainingSession Start(DataSet data, string preset, ulong seed, int? steps = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        return preset == "generator" ? Generator(data, seed, steps ?? GeneratorSteps) : Particles(data, seed, steps ?? (preset == "quick" ? 200 : 500));
    }

    private static DataSession<ParticleFlow> Particles(DataSet data, ulong seed, int steps)
    {
        double width = KernelWidth.LeaveOneOut(data.Training);
        ParticleFlowOptions options = new()
        {
            Steps = steps,
            Schedule = new NoiseSchedule.Cosine(Reach(data.Training), data.IsEndless ? FreshWidths * width : width),
            FinalNoise = !data.IsEndless,
        };
        ParticleFlow flow = new(data.Dimension, options, () => new ScoreDifference(new RowAttraction(data, Rows)), RandomStream.FromSeed(seed).Named("start"));
        return new DataSession<ParticleFlow>(flow, new ParticleTransport(), data, seed, steps);
    }

    /// <summary>The largest distance of a row from the origin, where the particles start: more noise than that tells nothing.</summary>
    private static double Reach(Batch rows)
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

    /// <summary>Weight σ², that of the flow itself, keeps the mass on all modes; less weight on large noise sharpens them and loses some. Steps cross gaps.</summary>
    private static DataSession<OneStepGenerator> Generator(DataSet data, ulong seed, int steps)
    {
        MlpOptions network = new() { Activation = Activation.LeakyRelu };
        GeneratorOptions shape = new() { Scale = Spread(data.Training), Network = network, Steps = true };
        ScoreDifferenceFlowOptions options = new()
        {
            Levels = new NoiseLevels.LogUniform(KernelWidth.LeaveOneOut(data.Training), Reach(data.Training)),
            Weight = new LevelWeight.Power(2, 2),
            ScoreNetwork = random => new ScoreNetwork(data.Dimension, new ScoreNetworkOptions { Network = network with { OutputScale = 0.1 } }, random),
        };
        OneStepGenerator generator = new(data.Dimension, shape, RandomStream.FromSeed(seed).Named("weights"));
        return new DataSession<OneStepGenerator>(generator, new ScoreDifferenceFlow(options), data, seed, steps);
    }

    /// <summary>Root mean square of the coordinates.</summary>
    private static double Spread(Batch rows)
    {
        double sum = 0;
        foreach (float value in rows.Values)
        {
            sum += (double)value * value;
        }

        return Math.Sqrt(sum / rows.Values.Length);
    }
}
