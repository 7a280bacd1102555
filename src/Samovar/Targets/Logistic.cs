using Samovar.Compute.Graphs;
using Samovar.Data;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Targets;

/// <summary>What is assumed about the weights of <see cref="Logistic"/> before the data.</summary>
public enum LogisticPrior
{
    /// <summary>Independent normal weights with mean 0.</summary>
    Normal,

    /// <summary>Nothing: the likelihood alone, which has no finite integral if a plane separates the classes.</summary>
    None,
}

/// <summary>Settings of <see cref="Logistic"/>.</summary>
public sealed record LogisticOptions
{
    /// <summary>CSV file with numeric features and a label of two classes.</summary>
    public required string DataPath { get; init; }

    /// <summary>Name of the label's column; null (default) for the last column.</summary>
    public string? LabelColumn { get; init; }

    /// <summary>The prior on the weights. Default normal.</summary>
    public LogisticPrior Prior { get; init; } = LogisticPrior.Normal;

    /// <summary>Standard deviation of the normal prior on every weight, the intercept included; unused without one. Range (0, ∞). Default 1.</summary>
    public double PriorScale
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "The prior's standard deviation must be positive and finite.");
    } = 1;
}

/// <summary>The posterior of Bayesian logistic regression on a data file.</summary>
/// <remarks>
/// Coordinate 0 is the intercept, coordinate j the weight of the j-th feature in the order of the file. Features are standardised (population
/// standard deviation; a constant feature becomes 0). ρ(w) = N(w; 0, σ² I) · Π over rows of sigmoid(±(w₀ + w·x)), so that Z is the evidence; without a
/// prior the first factor is left out.
/// </remarks>
[Catalogued("logistic")]
public sealed class Logistic : TracedTarget, IHasCard, ILogConcave
{
    private readonly bool hasPrior;

    /// <summary>Reads the data and makes the target.</summary>
    /// <param name="options">Data file, label and prior.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is not a table of numbers with two classes.</exception>
    public Logistic(LogisticOptions options)
        : this(
            options ?? throw new ArgumentNullException(nameof(options)),
            LabelledTable.Of(CsvFile.Read(options.DataPath), options.LabelColumn))
    {
    }

    private Logistic(LogisticOptions options, LabelledTable data)
        : this(options, data, Standardization.Of(data.Table, data.Features))
    {
    }

    private Logistic(LogisticOptions options, LabelledTable data, Standardization standardization)
        : base("logistic", 1 + data.Features.Count, weights => Energy(weights, SignedRows(data, standardization), options))
    {
        hasPrior = options.Prior == LogisticPrior.Normal;
        Standardization = standardization;
        Coordinates = ["intercept", .. data.Features.Select(column => data.Table.Columns[column])];
        Card = new TargetCard(
            $"Bayesian logistic regression on {Path.GetFileName(options.DataPath)}: {data.Table.Rows} rows, {Dimension} weights",
            $"{(hasPrior ? $"w ~ N(0, {options.PriorScale}² I)" : "no prior, the likelihood alone")}; label '{data.Table.Columns[data.Label]}' is {data.Classes.Positive} "
            + $"with probability sigmoid(w₀ + w·x), else {data.Classes.Negative}; "
            + "x standardised with the population standard deviation, constant columns with 1.",
            hasPrior ? "unknown" : "unknown; infinite if a plane separates the classes",
            3 * options.PriorScale,
            "any text on Bayesian logistic regression")
        {
            Variants =
            [
                "features scaled but not centred, or another prior width: other targets",
                "no prior at all: another target, and none if the data are separable",
            ],
            Traps = ["log Z depends on the prior's width: quote both"],
        };
    }

    /// <summary>Name of each coordinate: "intercept", then the features.</summary>
    public IReadOnlyList<string> Coordinates { get; }

    /// <summary>How the features were standardised.</summary>
    public Standardization Standardization { get; }

    /// <inheritdoc/>
    public TargetCard Card { get; }

    /// <summary>What is known; not that the target is log-concave where there is no prior, since moments may not exist.</summary>
    public override T? Capability<T>()
        where T : class => !hasPrior && typeof(T) == typeof(ILogConcave) ? null : base.Capability<T>();

    private static Traced Energy(Traced weights, double[,] signedRows, LogisticOptions options)
    {
        Traced negativeMargins = MatrixProduct(weights, weights.Matrix(signedRows));
        Traced misfit = Sum(Softplus(negativeMargins));
        if (options.Prior == LogisticPrior.None)
        {
            return misfit;
        }

        double constant = signedRows.GetLength(0) * Math.Log(options.PriorScale * Math.Sqrt(2 * Math.PI));
        return misfit + ((0.5 / (options.PriorScale * options.PriorScale)) * Sum(Square(weights))) + constant;
    }

    /// <summary>[d, rows] the feature vectors with leading 1, negated for the positive class: −ln sigmoid(m) = softplus(−m).</summary>
    private static double[,] SignedRows(LabelledTable data, Standardization standardization)
    {
        double[,] signed = new double[1 + data.Features.Count, data.Table.Rows];
        for (int row = 0; row < data.Table.Rows; row++)
        {
            double sign = data.IsPositive(row) ? -1 : 1;
            signed[0, row] = sign;
            for (int place = 0; place < data.Features.Count; place++)
            {
                signed[1 + place, row] = sign * (data.Table[row, data.Features[place]] - standardization.Mean[place]) / standardization.Scale[place];
            }
        }

        return signed;
    }
}
