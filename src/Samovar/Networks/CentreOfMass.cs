using System.Runtime.Intrinsics;
using Samovar.Compute;

namespace Samovar.Networks;

/// <summary>The centre of mass of equal particles, whose coordinates are neighbours: x₀ y₀ (z₀) x₁ y₁ ….</summary>
internal static class CentreOfMass
{
    /// <summary>Moves every configuration so that its centre is the origin.</summary>
    public static void Remove(Batch points, int axes)
    {
        for (int row = 0; row < points.Count; row++)
        {
            Span<float> point = points.Row(row);
            for (int axis = 0; axis < axes; axis++)
            {
                float centre = Of(point, axis, axes);
                for (int place = axis; place < point.Length; place += axes)
                {
                    point[place] -= centre;
                }
            }
        }
    }

    /// <summary>Moves some configurations by the centres of others.</summary>
    /// <param name="centres">[n, d] whose centres are added.</param>
    /// <param name="points">[n, d] moved.</param>
    /// <param name="first">First row.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="axes">Coordinates of a particle.</param>
    public static void Add(Batch centres, Batch points, int first, int rows, int axes)
    {
        for (int row = first; row < first + rows; row++)
        {
            Span<float> point = points.Row(row);
            for (int axis = 0; axis < axes; axis++)
            {
                float centre = Of(centres.Row(row), axis, axes);
                for (int place = axis; place < point.Length; place += axes)
                {
                    point[place] += centre;
                }
            }
        }
    }

    /// <summary>The same for configurations in lanes, [n × axes, width vectors].</summary>
    public static void Remove(Span<Vector512<float>> positions, int axes, int width)
    {
        int stride = axes * width;
        for (int place = 0; place < stride; place++)
        {
            Vector512<float> sum = default;
            for (int index = place; index < positions.Length; index += stride)
            {
                sum += positions[index];
            }

            Vector512<float> centre = sum * ((float)stride / positions.Length);
            for (int index = place; index < positions.Length; index += stride)
            {
                positions[index] -= centre;
            }
        }
    }

    private static float Of(ReadOnlySpan<float> point, int axis, int axes)
    {
        double sum = 0;
        for (int place = axis; place < point.Length; place += axes)
        {
            sum += point[place];
        }

        return (float)(sum * axes / point.Length);
    }
}
