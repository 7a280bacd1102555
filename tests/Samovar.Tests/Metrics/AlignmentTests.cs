using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Metrics;
using Samovar.Targets;

namespace Samovar.Tests.Metrics;

/// <summary>Distances of configurations after motions and exchanges, against closed forms and all permutations.</summary>
public sealed class AlignmentTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(2, 3)]
    [InlineData(4, 2)]
    [InlineData(13, 3)]
    [InlineData(20, 4)]
    public void Copies_that_were_turned_reflected_moved_and_exchanged_are_no_distance_away(int particles, int axes)
    {
        RandomStream random = RandomStream.FromSeed(1);
        for (int trial = 0; trial < 20; trial++)
        {
            Batch both = new(2, particles * axes);
            random.FillNormal(both.Row(0));
            double[] map = RandomMap(axes, random);
            int[] order = TruthSample.Subset(particles, particles, random);
            for (int place = 0; place < both.Dimension; place++)
            {
                int source = ((order[place / axes] + 1) % particles) * axes;
                double sum = 3;
                for (int axis = 0; axis < axes; axis++)
                {
                    sum += map[(place % axes * axes) + axis] * both[0, source + axis];
                }

                both[1, place] = (float)sum;
            }

            Assert.InRange(Distance(both, particles, axes), 0, 1e-5);
        }
    }

    /// <summary>Two particles are ± a and ± b along a line: 2 (a − b)².</summary>
    [Fact]
    public void Of_two_particles_only_the_difference_of_their_distances_counts()
    {
        Batch both = Configurations([0, 0, 0, 3, 4, 0], [1, 1, 1, 1, 1, 8]);

        Assert.Equal(Math.Sqrt(2), Distance(both, 2, 3), 1e-6);
    }

    /// <summary>The centre follows by a third: (2/3)² + 2 (1/3)² of the squared displacement, and no turn makes it less.</summary>
    [Theory]
    [InlineData(0.3f, 0f)]
    [InlineData(0f, 0.3f)]
    public void The_middle_of_three_particles_on_a_line_moves_by_two_thirds(float along, float across)
    {
        Batch both = Configurations([-1, 0, 0, 0, 1, 0], [1, 0, -1, 0, along, across]);

        Assert.Equal(0.3 * Math.Sqrt(2.0 / 3), Distance(both, 3, 2), 1e-6);
    }

    [Fact]
    public void The_distance_is_never_below_the_least_over_all_pairings_and_mostly_there()
    {
        Dw4 target = new();
        Batch draws = TruthSample.Draw(TrueDraws.Of(target)!, 400, target.Dimension, RandomStream.FromSeed(2));
        double[][] prepared = Alignment.Prepare(draws, 2);
        Alignment alignment = new(4, 2);
        int exact = 0;
        for (int pair = 0; pair < 200; pair++)
        {
            double least = Least(prepared[2 * pair], prepared[(2 * pair) + 1]);
            double found = alignment.SquaredDistance(prepared[2 * pair], prepared[(2 * pair) + 1]);
            Assert.True(found > least - 1e-9, $"{found} is below {least}");
            exact += found < least + 1e-6 ? 1 : 0;
        }

        Assert.InRange(exact, 120, 200);
    }

    [Fact]
    public void The_sum_of_the_singular_values_of_two_by_two_is_the_closed_form()
    {
        RandomStream random = RandomStream.FromSeed(3);
        double[] matrix = new double[4];
        for (int trial = 0; trial < 50; trial++)
        {
            FillNormal(matrix, random);
            double squares = matrix.Sum(entry => entry * entry);
            double determinant = (matrix[0] * matrix[3]) - (matrix[1] * matrix[2]);

            Assert.Equal(Math.Sqrt(squares + (2 * Math.Abs(determinant))), OrthogonalFactor.Of(matrix, new double[4], 2), 1e-12);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_factor_is_orthogonal_and_reaches_that_sum_whatever_the_rank(int rank)
    {
        RandomStream random = RandomStream.FromSeed(4);
        for (int trial = 0; trial < 50; trial++)
        {
            double[] matrix = new double[9];
            for (int term = 0; term < rank; term++)
            {
                double[] left = FillNormal(new double[3], random);
                double[] right = FillNormal(new double[3], random);
                matrix = [.. matrix.Select((entry, place) => entry + (left[place / 3] * right[place % 3]))];
            }

            double[] factor = new double[9];
            double sum = OrthogonalFactor.Of([.. matrix], factor, 3);

            Assert.Equal(sum, matrix.Zip(factor, (entry, turn) => entry * turn).Sum(), 1e-12);
            for (int entry = 0; entry < 9; entry++)
            {
                double product = Enumerable.Range(0, 3).Sum(row => factor[(row * 3) + (entry / 3)] * factor[(row * 3) + (entry % 3)]);
                Assert.Equal(entry / 3 == entry % 3 ? 1 : 0, product, 1e-12);
            }
        }
    }

    private static double Distance(Batch both, int particles, int axes)
    {
        double[][] prepared = Alignment.Prepare(both, axes);
        return Math.Sqrt(new Alignment(particles, axes).SquaredDistance(prepared[0], prepared[1]));
    }

    /// <summary>The exact distance of four particles in the plane: each pairing has its best map in closed form.</summary>
    private static double Least(double[] left, double[] right)
    {
        double best = double.PositiveInfinity;
        for (int code = 0; code < 256; code++)
        {
            int[] order = [code & 3, (code >> 2) & 3, (code >> 4) & 3, code >> 6];
            if (order.Distinct().Count() == 4)
            {
                double[] moments = new double[4];
                for (int entry = 0; entry < 16; entry++)
                {
                    moments[entry % 4] += left[(2 * (entry / 4)) + (entry % 4 / 2)] * right[(2 * order[entry / 4]) + (entry % 2)];
                }

                double overlap = Math.Sqrt(moments.Sum(entry => entry * entry) + (2 * Math.Abs((moments[0] * moments[3]) - (moments[1] * moments[2]))));
                best = Math.Min(best, left.Sum(value => value * value) + right.Sum(value => value * value) - (2 * overlap));
            }
        }

        return best;
    }

    private static double[] RandomMap(int axes, RandomStream random)
    {
        double[] map = new double[axes * axes];
        OrthogonalFactor.Of(FillNormal(new double[axes * axes], random), map, axes);
        return map;
    }

    private static double[] FillNormal(double[] values, RandomStream random)
    {
        for (int place = 0; place < values.Length; place++)
        {
            values[place] = random.NextNormal();
        }

        return values;
    }

    private static Batch Configurations(params float[][] rows)
    {
        Batch batch = new(rows.Length, rows[0].Length);
        for (int row = 0; row < rows.Length; row++)
        {
            rows[row].CopyTo(batch.Row(row));
        }

        return batch;
    }
}
