using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Targets;

/// <summary>Settings of <see cref="Gaussian"/>.</summary>
public sealed record GaussianOptions
{
    /// <summary>Number of coordinates d. Range [1, 1000]. Default 2.</summary>
    public int Dimension
    {
        get;
        init => field = Require.That(value, value is >= 1 and <= 1000, "The Gaussian takes 1 to 1000 dimensions.");
    } = 2;

    /// <summary>Correlation of neighbouring coordinates. Range (−1, 1). Default 0.5.</summary>
    public double Correlation
    {
        get;
        init => field = Require.That(value, value is > -1 and < 1, "A correlation lies between −1 and 1, ends excluded.");
    } = 0.5;
}

/// <summary>A correlated Gaussian with mean 1, unit variances and correlations that fade along the coordinates.</summary>
[Catalogued("gaussian")]
public sealed class Gaussian : TracedTarget, IHasExactDraws, IHasLogNormalizer, IHasNoisyScore, IHasCard, ILogConcave
{
    private const double Mean = 1;
    private readonly double correlation;

    /// <summary>Makes the target.</summary>
    /// <param name="options">Dimension and correlation.</param>
    public Gaussian(GaussianOptions options)
        : base("gaussian", (options ?? throw new ArgumentNullException(nameof(options))).Dimension, point => Energy(point, options)) =>
        correlation = options.Correlation;

    /// <summary>0: the density is normalized.</summary>
    public double LogNormalizer => 0;

    /// <inheritdoc/>
    public TargetCard Card => new(
        "A correlated Gaussian; every answer is known",
        $"Gaussian in {Dimension} dimensions with mean 1 in every coordinate and covariance {correlation}^|i − j|.",
        "0, the density is normalized",
        2,
        "a first-order autoregression")
    {
        Symmetries = ["point reflection at (1, …, 1)", "reversal of the order of the coordinates"],
        Moments = [$"every coordinate has mean 1 and variance 1; covariances {correlation}^|i − j|"],
        KnownAnswers = [$"entropy {Entropy:0.######}"],
        Traps = ["a method that fails here has a bug, not a hard target"],
    };

    private double InnovationVariance => 1 - (correlation * correlation);

    private double Entropy => (0.5 * Dimension * Math.Log(2 * Math.PI * Math.E)) + (0.5 * (Dimension - 1) * Math.Log(InnovationVariance));

    /// <inheritdoc/>
    public void DrawExactly(Batch destination, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(random);
        double innovation = Math.Sqrt(InnovationVariance);
        for (int row = 0; row < destination.Count; row++)
        {
            double deviation = random.NextNormal();
            destination[row, 0] = (float)(Mean + deviation);
            for (int column = 1; column < Dimension; column++)
            {
                deviation = (correlation * deviation) + (innovation * random.NextNormal());
                destination[row, column] = (float)(Mean + deviation);
            }
        }
    }

    /// <inheritdoc/>
    public void NoisyScore(Batch noisy, double noiseScale, Batch score)
    {
        ArgumentNullException.ThrowIfNull(noisy);
        ArgumentNullException.ThrowIfNull(score);
        ArgumentOutOfRangeException.ThrowIfNegative(noiseScale);
        double[,] covariance = new double[Dimension, Dimension];
        for (int index = 0; index < covariance.Length; index++)
        {
            (int row, int column) = (index / Dimension, index % Dimension);
            covariance[row, column] = Math.Pow(correlation, Math.Abs(row - column)) + (row == column ? noiseScale * noiseScale : 0);
        }

        CholeskyFactor factor = new(covariance);
        double[] deviation = new double[Dimension];
        for (int row = 0; row < noisy.Count; row++)
        {
            for (int column = 0; column < Dimension; column++)
            {
                deviation[column] = Mean - noisy[row, column];
            }

            factor.Solve(deviation);
            for (int column = 0; column < Dimension; column++)
            {
                score[row, column] = (float)deviation[column];
            }
        }
    }

    /// <summary>The density factorises along the coordinates: each given its predecessor.</summary>
    private static Traced Energy(Traced point, GaussianOptions options)
    {
        double innovation = 1 - (options.Correlation * options.Correlation);
        Traced deviation = point - Mean;
        double constant = (0.5 * options.Dimension * Math.Log(2 * Math.PI)) + (0.5 * (options.Dimension - 1) * Math.Log(innovation));
        Traced energy = (0.5 * Square(deviation[0])) + constant;
        return options.Dimension == 1
            ? energy
            : energy + ((0.5 / innovation) * Sum(Square(deviation[1..] - (options.Correlation * deviation[..^1]))));
    }
}
