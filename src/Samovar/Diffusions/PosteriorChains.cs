using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Samovar.Compute.Kernels;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Targets;

namespace Samovar.Diffusions;

/// <summary>The chains of one noisy point: lanes of SIMD vectors, moved towards π_β(x) ∝ N(x; y, s²) N(x; 0, w²)^(1−β) exp(−β E(x)).</summary>
/// <remarks>A move whose acceptance ratio is not a number is rejected. One thread at a time.</remarks>
internal sealed class PosteriorChains
{
    private readonly ILaneKernel kernel;
    private readonly int dimension;
    private readonly int centredAxes;
    private readonly float[] oldPoints;
    private readonly float[] oldScores;
    private readonly float[] oldLogDensities;
    private readonly float[] drifts;
    private readonly RandomReserve normals;
    private readonly RandomReserve uniforms;
    private readonly float[] noisy;
    private RandomStreamState random;
    private float precision;
    private float referencePrecision;

    /// <summary>Reserves memory.</summary>
    /// <param name="kernel">The density, on lanes.</param>
    /// <param name="dimension">Number of coordinates d.</param>
    /// <param name="centredAxes">Coordinates of a particle, if the centre of mass of equal particles is to stay where it is; 0 for chains in all of space.</param>
    public PosteriorChains(ILaneKernel kernel, int dimension, int centredAxes = 0)
    {
        this.kernel = kernel;
        this.dimension = dimension;
        this.centredAxes = centredAxes;
        Width = kernel.Lanes / Vector512<float>.Count;
        oldPoints = new float[dimension * kernel.Lanes];
        oldScores = new float[dimension * kernel.Lanes];
        normals = new RandomReserve(oldPoints.Length);
        uniforms = new RandomReserve(oldPoints.Length);
        oldLogDensities = new float[kernel.Lanes];
        drifts = new float[oldPoints.Length];
        noisy = new float[dimension];
    }

    public Span<Vector512<float>> Points => Vectors(kernel.Points);

    public Span<Vector512<float>> Scores => Vectors(kernel.Score);

    public Span<Vector512<float>> LogDensities => Vectors(kernel.LogDensity);

    /// <summary>Longest drift of a Langevin move in units of the typical length √(2hd) of its noise, from where it points along the full one; infinite (default) for no limit.</summary>
    public float LongestDrift { get; init; } = float.PositiveInfinity;

    /// <summary>Vectors per coordinate.</summary>
    public int Width { get; }

    /// <summary>Draws the chains from the base of the path.</summary>
    public void Start(ReadOnlySpan<float> y, float scale, double? referenceWidth, RandomStreamState state)
    {
        random = state;
        normals.Clear();
        uniforms.Clear();
        y.CopyTo(noisy);
        precision = 1 / (scale * scale);
        referencePrecision = referenceWidth is { } width ? (float)(1 / (width * width)) : 0;
        (float total, float pull) = GaussianAt(0);
        float deviation = 1 / MathF.Sqrt(total);
        Span<Vector512<float>> points = Points;
        ReadOnlySpan<Vector512<float>> noise = Noise();
        for (int index = 0; index < points.Length; index++)
        {
            points[index] = Vector512.Create(pull * noisy[index / Width]) + (deviation * noise[index]);
        }

        kernel.Evaluate();
    }

    /// <summary>Precision of the Gaussian factor of π_β, and the multiple of y at its centre.</summary>
    public (float Precision, float Pull) GaussianAt(double inverseTemperature)
    {
        float total = precision + ((float)(1 - inverseTemperature) * referencePrecision);
        return (total, precision / total);
    }

    /// <summary>ln of what the base of the path lacks to be normalized: 0 without a reference Gaussian.</summary>
    /// <remarks>∫ N(x; y, s²) N(x; 0, w²) dx = N(y; 0, s² + w²), and the tempered log-density leaves out the constant of log N(x; 0, w²).</remarks>
    public double BaseLogMass()
    {
        if (referencePrecision == 0)
        {
            return 0;
        }

        double squaredLength = 0;
        foreach (float coordinate in noisy)
        {
            squaredLength += (double)coordinate * coordinate;
        }

        double referenceVariance = 1.0 / referencePrecision;
        double total = (1.0 / precision) + referenceVariance;
        return (0.5 * dimension * Math.Log(referenceVariance / total)) - (0.5 * squaredLength / total);
    }

    /// <summary>ln of the density that is tempered: log p(x) − log N(x; 0, w²), up to a constant.</summary>
    public void TemperedLogDensity(Span<Vector512<float>> destination)
    {
        LaneCopies.Copy(LogDensities, destination);
        if (referencePrecision == 0)
        {
            return;
        }

        Span<Vector512<float>> points = Points;
        for (int index = 0; index < points.Length; index++)
        {
            destination[index % Width] += 0.5f * referencePrecision * points[index] * points[index];
        }
    }

    /// <summary>One Langevin move with Metropolis correction.</summary>
    /// <returns>Number of lanes accepted.</returns>
    public int Langevin(double inverseTemperature, float step)
    {
        (float total, float pull) = GaussianAt(inverseTemperature);
        float beta = (float)inverseTemperature;
        Keep();
        ReadOnlySpan<Vector512<float>> noise = Noise();
        ReadOnlySpan<Vector512<float>> thresholds = Numbers(uniforms.Uniforms(kernel.Lanes, ref random));
        Drift(beta, step, (total, pull));
        Span<Vector512<float>> points = Points;
        ReadOnlySpan<Vector512<float>> forward = Vectors(drifts);
        Vector512<float> spread = Vector512.Create(MathF.Sqrt(2 * step));
        for (int index = 0; index < points.Length; index++)
        {
            points[index] += (step * forward[index]) + (spread * noise[index]);
        }

        kernel.Evaluate();
        Drift(beta, step, (total, pull));
        int count = 0;
        for (int vector = 0; vector < Width; vector++)
        {
            Vector512<float> ratio = LangevinLogRatio(noise, vector, beta, step, (total, pull));
            count += Decide(vector, Accepts(ratio, thresholds[vector]));
        }

        return count;
    }

    /// <summary>One move of each coordinate in turn: x_i' from a Gaussian around the centre of the base, accepted by the change of the whole energy.</summary>
    public void Sweep(double inverseTemperature, double smallestProposal)
    {
        (float total, float pull) = GaussianAt(0);
        float beta = (float)inverseTemperature;
        float deviation = MathF.Max(1 / MathF.Sqrt(total), (float)smallestProposal);
        float correction = (0.5f * total) - (0.5f / (deviation * deviation));
        Span<Vector512<float>> points = Points;
        Span<Vector512<float>> logDensities = LogDensities;
        Span<Vector512<float>> old = Vectors(oldLogDensities);
        Span<Vector512<float>> oldColumn = Vectors(oldPoints);
        ReadOnlySpan<Vector512<float>> noise = Numbers(normals.Normals(oldPoints.Length, ref random));
        ReadOnlySpan<Vector512<float>> thresholds = Numbers(uniforms.Uniforms(oldPoints.Length, ref random));
        for (int column = 0; column < dimension; column++)
        {
            Vector512<float> centre = Vector512.Create(pull * noisy[column]);
            int first = column * Width;
            for (int vector = 0; vector < Width; vector++)
            {
                old[vector] = logDensities[vector];
                oldColumn[vector] = points[first + vector];
                points[first + vector] = centre + (deviation * noise[first + vector]);
            }

            kernel.EvaluateLogDensity();
            for (int vector = 0; vector < Width; vector++)
            {
                ref Vector512<float> present = ref points[first + vector];
                Vector512<float> before = oldColumn[vector];
                Vector512<float> reference = 0.5f * referencePrecision * ((present * present) - (before * before));
                Vector512<float> moved = present - centre;
                Vector512<float> from = before - centre;
                Vector512<float> ratio = (beta * (logDensities[vector] - old[vector] + reference)) - (correction * ((moved * moved) - (from * from)));
                Vector512<float> accept = Accepts(ratio, thresholds[first + vector]);
                present = Vector512.ConditionalSelect(accept, present, before);
                logDensities[vector] = Vector512.ConditionalSelect(accept, logDensities[vector], old[vector]);
            }
        }
    }

    /// <summary>Recomputes score and log-density of the present points, after sweeps.</summary>
    public void Refresh() => kernel.Evaluate();

    /// <summary>Replaces the chains by copies of the named ones.</summary>
    public void Choose(ReadOnlySpan<int> chosen)
    {
        Keep();
        ReadOnlySpan<Vector512<int>> order = MemoryMarshal.Cast<int, Vector512<int>>(chosen);
        LaneCopies.Shuffle(Vectors(oldPoints), Points, order);
        LaneCopies.Shuffle(Vectors(oldScores), Scores, order);
        LaneCopies.Shuffle(Vectors(oldLogDensities), LogDensities, order);
    }

    /// <summary>A uniform number in (0, 1).</summary>
    public float NextUniform()
    {
        float number = 0;
        RandomStream.FillUniform(ref random, new Span<float>(ref number));
        return number;
    }

    /// <summary>Standard normal numbers in the space that the chains live in.</summary>
    private ReadOnlySpan<Vector512<float>> Noise()
    {
        Span<Vector512<float>> noise = Vectors(normals.Normals(oldPoints.Length, ref random));
        if (centredAxes > 0)
        {
            CentreOfMass.Remove(noise, centredAxes, Width);
        }

        return noise;
    }

    private void Keep()
    {
        LaneCopies.Copy(Points, Vectors(oldPoints));
        LaneCopies.Copy(Scores, Vectors(oldScores));
        LaneCopies.Copy(LogDensities, Vectors(oldLogDensities));
    }

    /// <summary>β ∇ ln p − (x − centre)/variance at the present points, no longer than the limit: where particles overlap it would throw them out of sight.</summary>
    /// <remarks>Both directions of a move use it, so the law of the chains stays what it is. Source: Roberts and Tweedie, 1996, Bernoulli 2(4).</remarks>
    private void Drift(float beta, float step, (float Total, float Pull) gaussian)
    {
        ReadOnlySpan<Vector512<float>> points = Points;
        ReadOnlySpan<Vector512<float>> scores = Scores;
        Span<Vector512<float>> drift = Vectors(drifts);
        for (int index = 0; index < drift.Length; index++)
        {
            drift[index] = (beta * scores[index]) - (gaussian.Total * (points[index] - Vector512.Create(gaussian.Pull * noisy[index / Width])));
        }

        if (LongestDrift < float.PositiveInfinity)
        {
            LaneLengths.Limit(drift, Width, LongestDrift * MathF.Sqrt(2 * dimension / step));
        }
    }

    private Vector512<float> LangevinLogRatio(ReadOnlySpan<Vector512<float>> noise, int vector, float beta, float step, (float Total, float Pull) gaussian)
    {
        (float total, float pull) = gaussian;
        ReadOnlySpan<Vector512<float>> points = Points;
        ReadOnlySpan<Vector512<float>> drift = Vectors(drifts);
        ReadOnlySpan<Vector512<float>> from = Vectors(oldPoints);
        Vector512<float> shift = Vector512<float>.Zero;
        Vector512<float> forward = Vector512<float>.Zero;
        Vector512<float> backward = Vector512<float>.Zero;
        for (int column = 0; column < dimension; column++)
        {
            int index = (column * Width) + vector;
            Vector512<float> centre = Vector512.Create(pull * noisy[column]);
            Vector512<float> here = points[index] - centre;
            Vector512<float> there = from[index] - centre;
            shift += (there * there) - (here * here);
            forward += noise[index] * noise[index];
            Vector512<float> back = from[index] - points[index] - (step * drift[index]);
            backward += back * back;
        }

        return (beta * (LogDensities[vector] - Vectors(oldLogDensities)[vector])) + (0.5f * total * shift) + (0.5f * forward) - (0.25f / step * backward);
    }

    private int Decide(int vector, Vector512<float> accept)
    {
        Span<Vector512<float>> points = Points;
        Span<Vector512<float>> scores = Scores;
        for (int index = vector; index < points.Length; index += Width)
        {
            points[index] = Vector512.ConditionalSelect(accept, points[index], Vectors(oldPoints)[index]);
            scores[index] = Vector512.ConditionalSelect(accept, scores[index], Vectors(oldScores)[index]);
        }

        LogDensities[vector] = Vector512.ConditionalSelect(accept, LogDensities[vector], Vectors(oldLogDensities)[vector]);
        return BitOperations.PopCount(accept.ExtractMostSignificantBits());
    }

    private static Vector512<float> Accepts(Vector512<float> logRatio, Vector512<float> uniform) =>
        Vector512.LessThan(uniform, VectorMath.Exp(Vector512.Min(logRatio, Vector512<float>.Zero)));

    private static Span<Vector512<float>> Vectors(Span<float> values) => MemoryMarshal.Cast<float, Vector512<float>>(values);

    private static ReadOnlySpan<Vector512<float>> Numbers(ReadOnlySpan<float> values) => MemoryMarshal.Cast<float, Vector512<float>>(values);
}
