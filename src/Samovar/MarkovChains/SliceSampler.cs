using System.Runtime.Intrinsics;
using Samovar.Compute.Kernels;
using Samovar.Compute.Randomness;

namespace Samovar.MarkovChains;

/// <summary>Settings of <see cref="SliceSampler"/>.</summary>
public sealed record SliceOptions
{
    /// <summary>First width of the interval around the present point, in the units of the points, best whitened. Range (0, ∞). Default 1.</summary>
    public double Width
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "The width of a slice is positive and finite.");
    } = 1;

    /// <summary>Most widths that the interval may grow to. Range [1, ∞). Default 16.</summary>
    public int MostWidths
    {
        get;
        init => field = Require.That(value, value >= 1, "The interval is at least one width wide.");
    } = 16;
}

/// <summary>Slice sampling of one coordinate after the other, with stepping out and shrinkage.</summary>
/// <remarks>
/// Needs no score and no tuning, and follows widths that change by orders of magnitude, as in a funnel; costs some ten energies per coordinate.
/// The chains of a block wait for the slowest. Source: Neal, 2003, Annals of Statistics 31(3), section 4 and figures 3 and 5.
/// </remarks>
/// <param name="options">Settings.</param>
public sealed class SliceSampler(SliceOptions options) : IMarkovKernel
{
    private const int MostShrinkages = 200;

    /// <inheritdoc/>
    public StepInfo Move(ChainBlock block, TemperedLanes density)
    {
        ArgumentNullException.ThrowIfNull(block);
        int width = block.Lanes / Vector512<float>.Count;
        Span<Vector512<float>> logDensity = stackalloc Vector512<float>[width];
        Lanewise.Copy(block.Points, density.Kernel.Points);
        for (int vector = 0; vector < width; vector++)
        {
            logDensity[vector] = density.LogDensity(vector, Lanewise.Vectors(block.Points), Lanewise.Vectors(block.LogDensity));
        }

        Slice slice = new(block, density, options);
        for (int column = 0; column < block.Dimension; column++)
        {
            slice.Update(column, logDensity);
        }

        density.Kernel.Evaluate();
        block.Keep(density);
        return new StepInfo(1, block.Active, 0, block.Active);
    }

    /// <summary>The update of one coordinate in all lanes.</summary>
    private readonly ref struct Slice(ChainBlock block, TemperedLanes density, SliceOptions options)
    {
        private readonly int width = block.Lanes / Vector512<float>.Count;

        public void Update(int column, Span<Vector512<float>> logDensity)
        {
            Span<Vector512<float>> coordinate = Lanewise.Vectors(density.Kernel.Points).Slice(column * width, width);
            Span<Vector512<float>> start = stackalloc Vector512<float>[width];
            Span<Vector512<float>> level = stackalloc Vector512<float>[width];
            Span<Vector512<float>> left = stackalloc Vector512<float>[width];
            Span<Vector512<float>> right = stackalloc Vector512<float>[width];
            Span<Vector512<float>> leftSteps = stackalloc Vector512<float>[width];
            Span<Vector512<float>> rightSteps = stackalloc Vector512<float>[width];
            float interval = (float)options.Width;
            Uniforms(level);
            Uniforms(left);
            Uniforms(leftSteps);
            for (int vector = 0; vector < width; vector++)
            {
                start[vector] = coordinate[vector];
                level[vector] = logDensity[vector] + VectorMath.Log(level[vector]);
                left[vector] = start[vector] - (interval * left[vector]);
                right[vector] = left[vector] + Vector512.Create(interval);
                // The allowance of steps is split at random between the two sides, or the move could not be reversed.
                leftSteps[vector] = Vector512.Floor(options.MostWidths * leftSteps[vector]);
                rightSteps[vector] = Vector512.Create(options.MostWidths - 1f) - leftSteps[vector];
            }

            StepOut(coordinate, left, leftSteps, level, -interval);
            StepOut(coordinate, right, rightSteps, level, interval);
            start.CopyTo(coordinate);
            Shrink(coordinate, start, new Interval(left, right), level, logDensity);
        }

        /// <summary>Moves one end outwards, lane by lane, while it lies in the slice and steps are left.</summary>
        private void StepOut(Span<Vector512<float>> coordinate, Span<Vector512<float>> end, Span<Vector512<float>> steps, Span<Vector512<float>> level, float step)
        {
            bool any = true;
            while (any)
            {
                end.CopyTo(coordinate);
                density.Kernel.EvaluateLogDensity();
                any = false;
                for (int vector = 0; vector < width; vector++)
                {
                    Vector512<float> inside = Vector512.GreaterThan(LogDensity(vector), level[vector]) & Vector512.GreaterThan(steps[vector], Vector512<float>.Zero);
                    end[vector] += inside & Vector512.Create(step);
                    steps[vector] -= inside & Vector512<float>.One;
                    any |= inside.ExtractMostSignificantBits() != 0;
                }
            }
        }

        /// <summary>Draws from the interval until every lane has found a point in its slice; misses become the new end on their side.</summary>
        private void Shrink(
            Span<Vector512<float>> coordinate, Span<Vector512<float>> start, Interval interval, Span<Vector512<float>> level, Span<Vector512<float>> logDensity)
        {
            Span<Vector512<float>> found = stackalloc Vector512<float>[width];
            Span<Vector512<float>> accepted = stackalloc Vector512<float>[width];
            Span<Vector512<float>> uniforms = stackalloc Vector512<float>[width];
            found.Clear();
            start.CopyTo(accepted);
            bool all = false;
            // After so many halvings the interval is the point itself, to rounding; it stays.
            for (int shrinkage = 0; shrinkage < MostShrinkages && !all; shrinkage++)
            {
                Uniforms(uniforms);
                for (int vector = 0; vector < width; vector++)
                {
                    coordinate[vector] = interval.Left[vector] + (uniforms[vector] * (interval.Right[vector] - interval.Left[vector]));
                }

                density.Kernel.EvaluateLogDensity();
                all = true;
                for (int vector = 0; vector < width; vector++)
                {
                    Vector512<float> value = LogDensity(vector);
                    Vector512<float> finite = Vector512.LessThan(value, Vector512.Create(float.PositiveInfinity));
                    Vector512<float> hit = Vector512.AndNot(finite & Vector512.GreaterThan(value, level[vector]), found[vector]);
                    accepted[vector] = Vector512.ConditionalSelect(hit, coordinate[vector], accepted[vector]);
                    logDensity[vector] = Vector512.ConditionalSelect(hit, value, logDensity[vector]);
                    found[vector] |= hit;
                    Vector512<float> before = Vector512.LessThan(coordinate[vector], start[vector]);
                    interval.Left[vector] = Vector512.ConditionalSelect(before, coordinate[vector], interval.Left[vector]);
                    interval.Right[vector] = Vector512.ConditionalSelect(before, interval.Right[vector], coordinate[vector]);
                    all &= Vector512.EqualsAll(found[vector].AsUInt32(), Vector512<uint>.AllBitsSet);
                }
            }

            accepted.CopyTo(coordinate);
        }

        private Vector512<float> LogDensity(int vector) =>
            density.LogDensity(vector, Lanewise.Vectors(density.Kernel.Points), Lanewise.Vectors(density.Kernel.LogDensity));

        private void Uniforms(Span<Vector512<float>> destination)
        {
            RandomStream.FillUniform(ref block.Random, block.Thresholds);
            Lanewise.Vectors(block.Thresholds).CopyTo(destination);
        }
    }

    /// <summary>The ends of the interval in all lanes.</summary>
    private readonly ref struct Interval
    {
        public Interval(Span<Vector512<float>> left, Span<Vector512<float>> right)
        {
            Left = left;
            Right = right;
        }

        public Span<Vector512<float>> Left { get; }

        public Span<Vector512<float>> Right { get; }
    }
}
