using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Metrics;
using Samovar.Targets;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.Metrics;

public sealed class AssignmentTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(8)]
    public void Small_problems_agree_with_all_permutations(int size)
    {
        for (ulong seed = 0; seed < 30; seed++)
        {
            float[] cost = new float[size * size];
            RandomStream.FromSeed(seed).FillUniform(cost);

            Assert.Equal(Cheapest(cost, size), Cost(cost, Assignment.Solve(cost, size)), 1e-6);
        }
    }

    [Fact]
    public void Ties_are_solved()
    {
        int[] assignment = Assignment.Solve([1, 1, 1, 1, 1, 1, 1, 1, 0], 3);

        Assert.Equal([0, 1, 2], assignment.Order());
        Assert.Equal(2, assignment[2]);
    }

    /// <summary>In one dimension the best pairing is the sorted one.</summary>
    [Theory]
    [InlineData(17)]
    [InlineData(300)]
    public void Clouds_on_a_line_are_paired_in_order(int count)
    {
        Batch left = new(count, 1);
        Batch right = new(count, 1);
        RandomStream random = RandomStream.FromSeed(5);
        random.FillNormal(left.Values);
        random.FillUniform(right.Values);

        double[] a = left.Values.ToArray().Select(value => (double)value).Order().ToArray();
        double[] b = right.Values.ToArray().Select(value => (double)value).Order().ToArray();
        double expected = Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Average());

        Assert.Equal(expected, ExactWasserstein.Distance(left, right), 1e-5);
    }

    [Fact]
    public void A_shuffled_and_shifted_cloud_is_as_far_as_its_shift()
    {
        Mog40 target = new();
        Batch left = TargetLaws.Draw(target, 1_000, seed: 6);
        Batch right = new(1_000, 2);
        for (int row = 0; row < 1_000; row++)
        {
            right[row, 0] = left[(row * 387) % 1_000, 0] + 3;
            right[row, 1] = left[(row * 387) % 1_000, 1] - 4;
        }

        Assert.Equal(5, ExactWasserstein.Distance(left, right), 1e-4);
    }

    private static double Cost(float[] cost, int[] assignment) => assignment.Select((column, row) => (double)cost[(row * assignment.Length) + column]).Sum();

    private static double Cheapest(float[] cost, int size) => Permutations(Enumerable.Range(0, size).ToArray(), 0).Min(order => Cost(cost, order));

    private static IEnumerable<int[]> Permutations(int[] order, int fixedCount)
    {
        if (fixedCount == order.Length)
        {
            yield return order;
            yield break;
        }

        for (int place = fixedCount; place < order.Length; place++)
        {
            (order[fixedCount], order[place]) = (order[place], order[fixedCount]);
            foreach (int[] permutation in Permutations(order, fixedCount + 1))
            {
                yield return permutation;
            }

            (order[fixedCount], order[place]) = (order[place], order[fixedCount]);
        }
    }
}
