using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Samovar.Compute.Randomness;

namespace Samovar.MarkovChains;

/// <summary>Settings of <see cref="HamiltonianMonteCarlo"/>.</summary>
public sealed record HamiltonianOptions
{
    /// <summary>Largest leapfrog step size ε. Range (0, ∞). Default 0.1. Its unit is that of the points, best whitened.</summary>
    public double StepSize
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "The leapfrog step must be positive and finite.");
    } = 0.1;

    /// <summary>Leapfrog steps per transition. Range [1, ∞). Default 10.</summary>
    public int LeapfrogSteps
    {
        get;
        init => field = Require.That(value, value >= 1, "At least one leapfrog step is needed.");
    } = 10;

    /// <summary>
    /// Spread J of the step size: each chain draws ε·exp(−J·u), u uniform, anew for every transition, so that no orbit is closed for ever and narrow
    /// places are reached by short steps. Range [0, ∞). Default 0.4.
    /// </summary>
    public double StepSpread
    {
        get;
        init => field = Require.That(value, value >= 0 && double.IsFinite(value), "The spread of the step size is at least 0 and finite.");
    } = 0.4;
}

/// <summary>Hamiltonian Monte Carlo with a leapfrog integrator, unit mass and jittered steps.</summary>
/// <remarks>
/// <see cref="HamiltonianOptions.LeapfrogSteps"/> score evaluations per step. Other masses are another choice of coordinates: whiten the target.
/// Source: Neal, 2011, arXiv:1206.1901.
/// </remarks>
/// <param name="options">Settings.</param>
public sealed class HamiltonianMonteCarlo(HamiltonianOptions options) : ITunableKernel
{
    /// <inheritdoc/>
    public double StepSize => options.StepSize;

    /// <summary>0.8, on the safe side of the 0.65 of Beskos et al., 2013, doi:10.3150/12-BEJ414.</summary>
    public double BestAcceptance => 0.8;

    /// <inheritdoc/>
    public ITunableKernel WithStepSize(double stepSize) => new HamiltonianMonteCarlo(options with { StepSize = stepSize });

    /// <inheritdoc/>
    public StepInfo Move(ChainBlock block, TemperedLanes density)
    {
        ArgumentNullException.ThrowIfNull(block);
        int width = block.Lanes / Vector512<float>.Count;
        Span<Vector512<float>> steps = stackalloc Vector512<float>[width];
        Span<Vector512<float>> logRatio = stackalloc Vector512<float>[width];
        DrawSteps(block, steps);
        RandomStream.FillNormal(ref block.Random, block.Momentum);
        Span<Vector512<float>> momenta = Lanewise.Vectors(block.Momentum);
        Span<Vector512<float>> points = Lanewise.Vectors(density.Kernel.Points);
        Span<Vector512<float>> scores = Lanewise.Vectors(density.Kernel.Score);
        for (int vector = 0; vector < width; vector++)
        {
            logRatio[vector] = Kinetic(vector, momenta, width) - density.LogDensity(vector, Lanewise.Vectors(block.Points), Lanewise.Vectors(block.LogDensity));
        }

        Lanewise.Copy(block.Points, density.Kernel.Points);
        KickAndDrift(Lanewise.Vectors(block.Score), points, momenta, steps, 0.5f, density);
        for (int leap = 1; leap < options.LeapfrogSteps; leap++)
        {
            density.Kernel.Evaluate();
            KickAndDrift(scores, points, momenta, steps, 1, density);
        }

        density.Kernel.Evaluate();
        for (int vector = 0; vector < width; vector++)
        {
            Kick(vector, scores, points, momenta, steps, density);
            logRatio[vector] += density.LogDensity(vector, points, Lanewise.Vectors(density.Kernel.LogDensity)) - Kinetic(vector, momenta, width);
        }

        return block.Decide(density, logRatio);
    }

    private static Vector512<float> Kinetic(int vector, ReadOnlySpan<Vector512<float>> momenta, int width) =>
        0.5f * TemperedLanes.SquaredLength(vector, momenta, width);

    /// <summary>m ← m + share·h·force(x), then x ← x + h·m, with force = β·score − (1 − β)·x.</summary>
    /// <remarks>A cheap target spends more time here than on its score, so the inner loop reads without bounds checks; all spans are as long as the points.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void KickAndDrift(
        ReadOnlySpan<Vector512<float>> scores, Span<Vector512<float>> points, Span<Vector512<float>> momenta, ReadOnlySpan<Vector512<float>> steps, float share,
        TemperedLanes density)
    {
        ref Vector512<float> score = ref MemoryMarshal.GetReference(scores);
        ref Vector512<float> point = ref MemoryMarshal.GetReference(points);
        ref Vector512<float> momentum = ref MemoryMarshal.GetReference(momenta);
        int count = Math.Min(points.Length, Math.Min(scores.Length, momenta.Length));
        for (int vector = 0; vector < steps.Length; vector++)
        {
            Vector512<float> step = steps[vector];
            Vector512<float> warm = density.InverseTemperature * share * step;
            Vector512<float> cold = -density.Rest * share * step;
            for (int index = vector; index < count; index += steps.Length)
            {
                Vector512<float> here = Unsafe.Add(ref point, index);
                Vector512<float> moved = Vector512.FusedMultiplyAdd(
                    cold, here, Vector512.FusedMultiplyAdd(warm, Unsafe.Add(ref score, index), Unsafe.Add(ref momentum, index)));
                Unsafe.Add(ref momentum, index) = moved;
                Unsafe.Add(ref point, index) = Vector512.FusedMultiplyAdd(step, moved, here);
            }
        }
    }

    private static void Kick(
        int vector, ReadOnlySpan<Vector512<float>> scores, ReadOnlySpan<Vector512<float>> points, Span<Vector512<float>> momenta,
        ReadOnlySpan<Vector512<float>> steps, TemperedLanes density)
    {
        Vector512<float> kick = 0.5f * steps[vector];
        for (int index = vector; index < points.Length; index += steps.Length)
        {
            momenta[index] += kick * ((density.InverseTemperature * scores[index]) - (density.Rest * points[index]));
        }
    }

    /// <summary>ε·exp(−J·u) for each chain.</summary>
    private void DrawSteps(ChainBlock block, Span<Vector512<float>> steps)
    {
        RandomStream.FillUniform(ref block.Random, block.Thresholds);
        ReadOnlySpan<Vector512<float>> uniforms = Lanewise.Vectors(block.Thresholds);
        for (int vector = 0; vector < steps.Length; vector++)
        {
            steps[vector] = (float)options.StepSize * Compute.Kernels.VectorMath.Exp(-(float)options.StepSpread * uniforms[vector]);
        }
    }
}
