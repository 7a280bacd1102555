using Samovar.Compute;

namespace Samovar.Benchmarks.Particles;

/// <summary>The step as one would write it down: a matrix of distances, a matrix of weights, a product, for rows and for particles; in float, one thread.</summary>
/// <param name="particles">Number of particles.</param>
/// <param name="rows">Number of rows.</param>
internal sealed class PlainScoreDifference(int particles, int rows)
{
    private readonly float[] distances = new float[(long)particles * Math.Max(rows, particles)];
    private readonly float[] weights = new float[(long)particles * Math.Max(rows, particles)];

    /// <summary>Numbers held between steps.</summary>
    public long Numbers => 2L * distances.Length;

    /// <summary>D_p − D_q at the positions.</summary>
    public void Direct(Batch noisy, Batch data, Batch swarm, double level, Batch direction)
    {
        direction.Values.Clear();
        Add(noisy, data, level, 1, direction);
        Add(noisy, swarm, level, -1, direction);
    }

    private void Add(Batch noisy, Batch points, double level, float sign, Batch direction)
    {
        int count = points.Count;
        float factor = (float)(0.5 / (level * level));
        for (int row = 0; row < noisy.Count; row++)
        {
            for (int other = 0; other < count; other++)
            {
                Span<float> query = noisy.Row(row);
                Span<float> point = points.Row(other);
                float square = 0;
                for (int column = 0; column < query.Length; column++)
                {
                    float difference = query[column] - point[column];
                    square += difference * difference;
                }

                distances[(row * count) + other] = square;
            }
        }

        for (int row = 0; row < noisy.Count; row++)
        {
            Span<float> line = distances.AsSpan(row * count, count);
            Span<float> share = weights.AsSpan(row * count, count);
            float least = float.PositiveInfinity;
            foreach (float square in line)
            {
                least = Math.Min(least, square);
            }

            float total = 0;
            for (int other = 0; other < count; other++)
            {
                share[other] = MathF.Exp(factor * (least - line[other]));
                total += share[other];
            }

            for (int other = 0; other < count; other++)
            {
                share[other] *= sign / total;
            }
        }

        for (int row = 0; row < noisy.Count; row++)
        {
            Span<float> target = direction.Row(row);
            for (int other = 0; other < count; other++)
            {
                float share = weights[(row * count) + other];
                Span<float> point = points.Row(other);
                for (int column = 0; column < target.Length; column++)
                {
                    target[column] += share * point[column];
                }
            }
        }
    }
}
