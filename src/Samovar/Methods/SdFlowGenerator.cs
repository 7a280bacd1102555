using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>A one-step generator by score-difference flow, with either way to find the difference.</summary>
/// <remarks>Weight σ², that of the flow itself, keeps the mass on all modes; less weight on large noise sharpens them and loses some. Steps cross gaps.</remarks>
internal static class SdFlowGenerator
{
    private const int Steps = 12_000;

    /// <summary>A session before its first step.</summary>
    public static DataSession<OneStepGenerator> Session(DataSet data, SdFlowSettings settings, ulong seed, int? steps)
    {
        MlpOptions network = new() { Activation = Activation.LeakyRelu };
        GeneratorOptions shape = new() { Scale = Spread(data.Training), Network = network, Steps = true };
        (double first, double last) = settings.Range(SdFlow.Reach(data.Training), KernelWidth.LeaveOneOut(data.Sample(KernelWidth.MostRows)));
        NoiseLevels levels = new NoiseLevels.LogUniform(last, first);
        IDataObjective<OneStepGenerator> objective = settings.Critic is GeneratorCritic.Discriminator
            ? new DiscriminatorFlow(new DiscriminatorFlowOptions
            {
                Levels = levels,
                Weight = new LevelWeight.Power(2, 2),
                Loss = settings.Loss,
                Discriminator = random => new Discriminator(data.Dimension, new ScoreNetworkOptions(), random),
            })
            : new ScoreDifferenceFlow(new ScoreDifferenceFlowOptions
            {
                Levels = levels,
                Weight = new LevelWeight.Power(2, 2),
                ScoreNetwork = random => new ScoreNetwork(data.Dimension, new ScoreNetworkOptions { Network = network with { OutputScale = 0.1 } }, random),
            });
        OneStepGenerator generator = new(data.Dimension, shape, RandomStream.FromSeed(seed).Named("weights"));
        return new DataSession<OneStepGenerator>(generator, objective, data, seed, steps ?? Steps);
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
