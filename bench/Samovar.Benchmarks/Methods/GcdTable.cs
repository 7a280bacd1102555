using System.Globalization;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.Data;
using Samovar.Data.Sources;
using Samovar.Methods;
using Samovar.Metrics;
using Samovar.Metrics.HeldOut;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Training;

namespace Samovar.Benchmarks.Methods;

/// <summary>What the temperature does to draws and energy of generalized contrastive divergence on eight Gaussians; contrastive divergence as "cd".</summary>
/// <remarks>
/// Arguments: steps, first seed, last seed, temperatures separated by commas, of costs that are sums over the coordinates.
/// A fifth argument "lagging" trains as a plain reading of the papers would: a narrow start, one step of the chain per batch, slow rates, no averages (docs/decisions/0014).
/// Sliced W2 is between 10 000 draws and as many rows, mean of 5 samplings; its floor is that of two samples of rows.
/// </remarks>
public sealed class GcdTable : IBenchmark
{
    /// <inheritdoc/>
    public string Name => "gcd-table";

    /// <inheritdoc/>
    public void Run(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        int Whole(int place, int standard) => arguments.Length > place ? int.Parse(arguments[place], CultureInfo.InvariantCulture) : standard;
        WorkerPool.Configure(1);
        bool lagging = arguments.Length > 4 && arguments[4] == "lagging";
        string[] temperatures = (arguments.Length > 3 ? arguments[3] : "0,0.01,0.05,0.1,1").Split(',');
        Console.WriteLine($"{"τ",-6}{"seed",5}{"SW2",8}{"floor",8}{"AUC",8}{"truth",8}{"in modes",10}{"KL mode",9}{"−E/τ",8}{"theory",8}{"ln p",8}{"seconds",9}");
        foreach (string temperature in temperatures)
        {
            for (int seed = Whole(1, 1); seed <= Whole(2, 3); seed++)
            {
                Measure(temperature, (ulong)seed, Whole(0, 20_000), lagging);
            }
        }
    }

    private static void Measure(string temperature, ulong seed, int steps, bool lagging)
    {
        DataSet data = DataSet.Of(new EightGaussians());
        double Temperature() => double.Parse(temperature, CultureInfo.InvariantCulture);
        TrainingSession session = temperature == "cd" ? new Cd().Start(data, "default", seed, steps)
            : lagging ? Lagging(data, Temperature(), seed, steps)
            : new Gcd(new GcdSettings { Temperature = Temperature() }).Start(data, "default", seed, steps);
        (double Wall, double _) time = ThreadTime.Measure(() => Train(session));
        if (session.CompletedSteps < steps)
        {
            Console.WriteLine($"{temperature,-6}{seed,5}  diverged after {session.CompletedSteps} steps");
            return;
        }

        RandomStream random = RandomStream.FromSeed(seed).Named("table");
        Batch draws = ((IFreeSampler)session.Sampler).Draw(50_000, random).Points;
        IEnergyModel energy = (IEnergyModel)session.Sampler;
        (string distance, string distanceFloor) = Cells(new HeldOutSlicedWasserstein2().Measure(draws, data, random));
        (string area, string areaFloor) = Cells(new EnergyAuc().Measure(energy, data, random));
        (string rate, _) = Cells(new HighQualityRate().Measure(draws, data, random));
        (string modes, _) = Cells(new KlMode().Measure(draws, data, random));
        (string raw, string theory) = Cells(new EnergySlope().Measure(energy, data, random));
        (string corrected, _) = Cells(new LogDensitySlope().Measure(energy, data, random));
        Console.WriteLine(
            $"{temperature,-6}{seed,5}{distance,8}{distanceFloor,8}{area,8}{areaFloor,8}{rate,10}{modes,9}{raw,8}{theory,8}{corrected,8}{time.Wall / 1e6,9:F0}");
    }

    private static DataSession<EnergyChain> Lagging(DataSet data, double temperature, ulong seed, int steps)
    {
        EnergyChainOptions options = new()
        {
            Temperature = temperature,
            PerCoordinate = false,
            AverageDecay = 0,
            Chain = new GaussianChainOptions { StartDeviation = 1, FirstDeviation = 1, LastDeviation = 0.1 },
        };
        DynamicProgrammingOptions control = new()
        {
            ChainSteps = 1,
            ChainOptimizer = new AdamOptions { LearningRate = 3e-4, ClipNorm = 0.1 },
            ValueOptimizer = new AdamOptions { LearningRate = 1e-3 },
        };
        EnergyChain model = new(data.Dimension, options, RandomStream.FromSeed(seed).Named("weights"));
        return new DataSession<EnergyChain>(model, new GeneralizedContrastiveDivergence(control), data, seed, steps);
    }

    private static void Train(TrainingSession session)
    {
        while (session.CompletedSteps < session.PlannedSteps && session.Advance() is null)
        {
        }
    }

    private static (string Value, string Floor) Cells(Measurement measurement) => measurement is Measurement.Measured measured
        ? (measured.Value.ToString("F4", CultureInfo.InvariantCulture), measured.Floor?.ToString("F4", CultureInfo.InvariantCulture) ?? "–")
        : ("–", "–");
}
