using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Training;

namespace Samovar.Methods;

/// <summary>An energy and a chain of few steps, trained together by generalized contrastive divergence: draws, densities up to a constant, anomaly scores.</summary>
/// <remarks>The papers do not state widths, rates and deviations for small problems; these are ours (docs/decisions/0014).</remarks>
/// <param name="settings">What is chosen for the data.</param>
[Catalogued("gcd")]
public sealed class Gcd(GcdSettings settings) : IDataMethod
{
    /// <summary>With the standard settings.</summary>
    public Gcd()
        : this(new GcdSettings())
    {
    }

    /// <inheritdoc/>
    public string Summary => "energy and five-step sampler trained together; draws, and an energy that scores rows (samovar score)";

    /// <inheritdoc/>
    public Citation Source => GeneralizedContrastiveDivergence.Paper;

    /// <inheritdoc/>
    public IReadOnlyList<string> Presets { get; } = ["quick", "default"];

    /// <inheritdoc/>
    public IEnumerable<string> Problems(DataSet data, string preset) => [];

    /// <inheritdoc/>
    public TrainingSession Start(DataSet data, string preset, ulong seed, int? steps = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        double unit = Unit(data.Training);
        EnergyChainOptions options = new()
        {
            Temperature = settings.TemperatureIn(data.Dimension),
            Regularization = settings.Regularization,
            PerCoordinate = false,
            Known = settings.Tail ?? !data.IsEndless ? Gaussian(data.Training, settings.TemperatureIn(data.Dimension)) : null,
            Chain = new GaussianChainOptions
            {
                Steps = settings.ChainSteps,
                StartDeviation = unit,
                FirstDeviation = 0.5 * unit,
                LastDeviation = 0.05 * unit,
                SmallestDeviation = 5e-4 * unit,
                LargestDeviation = 1.5 * unit,
            },
        };
        DynamicProgrammingOptions control = new()
        {
            ChainSteps = 5,
            ChainOptimizer = new AdamOptions { LearningRate = 1e-3, ClipNorm = 0.1 },
            ValueOptimizer = new AdamOptions { LearningRate = 2e-3 },
        };
        EnergyChain model = new(data.Dimension, options, RandomStream.FromSeed(seed).Named("weights"));
        return new DataSession<EnergyChain>(model, new GeneralizedContrastiveDivergence(control), data, seed, steps ?? (preset == "quick" ? 5_000 : 20_000));
    }

    /// <summary>τ/2 Σ (x − mean)²/variance; a column without variance bends nothing.</summary>
    private static QuadraticEnergy Gaussian(Batch rows, double temperature)
    {
        (double Mean, double Variance)[] moments = [.. Enumerable.Range(0, rows.Dimension).Select(column => Moments(rows, column))];
        return new QuadraticEnergy(
            [.. moments.Select(moment => moment.Mean)], [.. moments.Select(moment => moment.Variance > 0 ? temperature / moment.Variance : 0)]);
    }

    /// <summary>Root mean square deviation of the coordinates.</summary>
    internal static double Unit(Batch rows)
    {
        double mean = Enumerable.Range(0, rows.Dimension).Average(column => Moments(rows, column).Variance);
        return mean > 0 ? Math.Sqrt(mean) : 1;
    }

    private static (double Mean, double Variance) Moments(Batch rows, int column)
    {
        double sum = 0;
        double squares = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            sum += rows[row, column];
            squares += (double)rows[row, column] * rows[row, column];
        }

        double mean = sum / rows.Count;
        return (mean, (squares / rows.Count) - (mean * mean));
    }
}
