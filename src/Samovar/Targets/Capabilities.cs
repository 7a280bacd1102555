using Samovar.Compute;
using Samovar.Compute.Randomness;

namespace Samovar.Targets;

/// <summary>A target that can be sampled exactly.</summary>
public interface IHasExactDraws
{
    /// <summary>Fills a batch with independent exact draws.</summary>
    /// <param name="destination">[n, d] overwritten.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    void DrawExactly(Batch destination, RandomStream random);
}

/// <summary>A target without exact draws whose tempered chains are known to mix, so that their draws can serve as truth where draws are measured.</summary>
/// <remarks>They are made when they are needed, by parallel tempering with a fixed seed, and differ from exact ones by the error of that many scans.</remarks>
public interface IHasReferenceDraws
{
    /// <summary>Standard deviation of the isotropic Gaussian around 0 from which tempered chains reach all of the target, in the units of the points.</summary>
    double ReferenceWidth { get; }

    /// <summary>Scans of the 32 ladders after tuning; each gives 32 draws.</summary>
    int ReferenceScans { get; }
}

/// <summary>A target without exact draws whose tempered chains do not mix, though Hamiltonian chains at the target do: from this one point they reach all of it.</summary>
/// <remarks>Their draws serve as truth as those of <see cref="IHasReferenceDraws"/> do. State in the card how it is known that chains from elsewhere end with the same law.</remarks>
public interface IHasReferenceStart
{
    /// <summary>[d] where the chains begin.</summary>
    IReadOnlyList<float> ReferenceStart { get; }
}

/// <summary>A target whose points fall into basins that can be told apart, and whose true shares follow from true draws.</summary>
public interface IHasBasins
{
    /// <summary>Names of the basins; the last one may stand for all the rest.</summary>
    IReadOnlyList<string> Basins { get; }

    /// <summary>The basin of a point.</summary>
    /// <param name="point">[d] position.</param>
    /// <returns>0 to the number of basins − 1.</returns>
    int BasinOf(ReadOnlySpan<float> point);
}

/// <summary>A target whose normalizer is known.</summary>
public interface IHasLogNormalizer
{
    /// <summary>ln ∫ of the unnormalized density.</summary>
    double LogNormalizer { get; }
}

/// <summary>A target made of a list of modes with known weights.</summary>
public interface IHasModes
{
    /// <summary>Weight of each mode; positive, summing to 1.</summary>
    IReadOnlyList<double> ModeWeights { get; }

    /// <summary>Probability that each point came from each mode.</summary>
    /// <param name="points">[n, d] positions.</param>
    /// <param name="responsibilities">[n × modes] row-major; each row sums to 1; overwritten.</param>
    void Responsibilities(Batch points, Span<double> responsibilities);
}

/// <summary>A target with double wells along single coordinates, whose masses are known.</summary>
public interface IHasWells
{
    /// <summary>The coordinates that carry a well.</summary>
    IReadOnlyList<int> WellCoordinates { get; }

    /// <summary>Exact probability of the left side, below 0, of each well.</summary>
    double LeftMass { get; }

    /// <summary>Half-width of the barrier region around 0.</summary>
    double BarrierHalfWidth { get; }

    /// <summary>Exact probability of the barrier region of each well.</summary>
    double BarrierMass { get; }
}

/// <summary>A log-concave target: one mode, so that a long Hamiltonian run is a reference for its moments.</summary>
public interface ILogConcave;

/// <summary>A target that knows a Gaussian close to it, such as the Laplace approximation at its one mode.</summary>
public interface IHasGaussianApproximation
{
    /// <summary>Carries N(0, I) to the Gaussian.</summary>
    AffineMap GaussianApproximation { get; }
}

/// <summary>A target whose score after Gaussian noising is known in closed form; the ideal against which estimators are tested.</summary>
public interface IHasNoisyScore
{
    /// <summary>The score of the law of y = x + s·ε, with x from the target and ε standard normal.</summary>
    /// <param name="noisy">[n, d] positions y.</param>
    /// <param name="noiseScale">s, in the units of the points, at least 0.</param>
    /// <param name="score">[n, d] overwritten.</param>
    void NoisyScore(Batch noisy, double noiseScale, Batch score);
}

/// <summary>A target that evaluates blocks of points laid out coordinate by coordinate, as Markov chains keep them.</summary>
public interface IHasLaneKernel
{
    /// <summary>Creates a kernel with its own memory, for one thread at a time.</summary>
    /// <param name="lanes">Points per block, a multiple of 16.</param>
    ILaneKernel CreateLaneKernel(int lanes);
}

/// <summary>Evaluates a fixed number of points at once; coordinates outermost, points innermost.</summary>
public interface ILaneKernel
{
    /// <summary>Points per block.</summary>
    int Lanes { get; }

    /// <summary>[d × lanes] positions, written by the caller.</summary>
    Span<float> Points { get; }

    /// <summary>[lanes] unnormalized log-densities after <see cref="Evaluate"/>.</summary>
    Span<float> LogDensity { get; }

    /// <summary>[d × lanes] scores after <see cref="Evaluate"/>.</summary>
    Span<float> Score { get; }

    /// <summary>Computes log-density and score of the points now in <see cref="Points"/>.</summary>
    void Evaluate();

    /// <summary>Computes the log-density alone; <see cref="Score"/> is left as it was.</summary>
    void EvaluateLogDensity();
}

/// <summary>A target that can describe itself.</summary>
public interface IHasCard
{
    /// <summary>Exact definition, ground truth and traps.</summary>
    TargetCard Card { get; }
}
