using Samovar.Compute.Randomness;

namespace Samovar.Checks;

/// <summary>Moves a point.</summary>
/// <param name="source">[d] the point.</param>
/// <param name="image">[d] where it goes; overwritten.</param>
internal delegate void PointMap(ReadOnlySpan<float> source, Span<float> image);

/// <summary>Maps under which energies are often symmetric.</summary>
internal static class PointMaps
{
    /// <summary>x → −x.</summary>
    public static void Negate(ReadOnlySpan<float> source, Span<float> image)
    {
        for (int column = 0; column < source.Length; column++)
        {
            image[column] = -source[column];
        }
    }

    /// <summary>Changes the sign of one coordinate.</summary>
    public static PointMap NegateOne(int column) => (source, image) =>
    {
        source.CopyTo(image);
        image[column] = -source[column];
    };

    /// <summary>Exchanges two blocks of neighbouring coordinates.</summary>
    public static PointMap Exchange(int first, int second, int size) => (source, image) =>
    {
        source.CopyTo(image);
        source.Slice(first * size, size).CopyTo(image[(second * size)..]);
        source.Slice(second * size, size).CopyTo(image[(first * size)..]);
    };

    /// <summary>Moves every block of neighbouring coordinates by the same random vector.</summary>
    public static PointMap Translation(int size, double scale, RandomStream random)
    {
        double[] vector = [.. Enumerable.Range(0, size).Select(_ => scale * (0.3 + random.NextUniform()))];
        return (source, image) =>
        {
            for (int column = 0; column < source.Length; column++)
            {
                image[column] = (float)(source[column] + vector[column % size]);
            }
        };
    }

    /// <summary>Moves one coordinate.</summary>
    public static PointMap TranslateOne(int column, double scale) => (source, image) =>
    {
        source.CopyTo(image);
        image[column] = (float)(source[column] + (0.7 * scale));
    };

    /// <summary>Shifts coordinates cyclically within blocks of neighbours.</summary>
    public static PointMap Shift(int size, int places) => (source, image) =>
    {
        for (int column = 0; column < source.Length; column++)
        {
            int start = column / size * size;
            image[start + ((column - start + places) % size)] = source[column];
        }
    };

    /// <summary>Rotates every block of neighbouring coordinates by the same random rotation: a product of rotations in planes.</summary>
    public static PointMap Rotation(int size, RandomStream random)
    {
        (int Partner, double Cosine, double Sine)[] planes = [.. Enumerable.Range(0, size).Select(Plane)];
        return (source, image) =>
        {
            double[] turned = [.. source.ToArray().Select(value => (double)value)];
            for (int start = 0; start < turned.Length; start += size)
            {
                for (int axis = 0; axis < size; axis++)
                {
                    (int partner, double cosine, double sine) = planes[axis];
                    (double along, double across) = (turned[start + axis], turned[start + partner]);
                    turned[start + axis] = (cosine * along) - (sine * across);
                    turned[start + partner] = (sine * along) + (cosine * across);
                }
            }

            for (int column = 0; column < turned.Length; column++)
            {
                image[column] = (float)turned[column];
            }
        };

        (int Partner, double Cosine, double Sine) Plane(int axis)
        {
            double angle = 0.4 + (2 * random.NextUniform());
            return ((axis + 1) % size, Math.Cos(angle), Math.Sin(angle));
        }
    }
}
