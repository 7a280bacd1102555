using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.MarkovChains.Diagnostics;
using Samovar.MarkovChains.Tempering;
using Samovar.Targets;

namespace Samovar.Tests.MarkovChains.Tempering;

public sealed class TemperedTraceTests
{
    private const int Ladders = ChainBlock.DefaultLanes;

    [Theory]
    [InlineData(4, 4, new[] { 0, 1, 2, 3 })]
    [InlineData(4, 8, new[] { 0, 2, 4, 6 })]
    [InlineData(4, 16, new[] { 0, 4, 8, 12 })]
    [InlineData(3, 6, new[] { 0, 2, 4 })]
    [InlineData(3, 12, new[] { 0, 4, 8 })]
    public void When_the_scans_double_every_other_one_is_kept(int room, int scans, int[] expected)
    {
        ChainTrace chains = Trace(room, scans, AffineMap.Diagonal([0], [1])).Chains();

        Assert.All(Enumerable.Range(0, Ladders), ladder => Assert.Equal(expected.Select(scan => Value(scan, ladder)), Enumerable.Range(0, room).Select(kept => chains.At(ladder, kept)[0])));
    }

    [Fact]
    public void Points_are_chosen_evenly_ladder_by_ladder()
    {
        Batch points = Trace(4, 4, AffineMap.Diagonal([0], [1])).Points(2 * Ladders);

        Assert.All(Enumerable.Range(0, Ladders), ladder => Assert.Equal((Value(0, ladder), Value(2, ladder)), (points[2 * ladder, 0], points[(2 * ladder) + 1, 0])));
    }

    [Fact]
    public void Points_are_in_the_coordinates_of_the_target() =>
        Assert.Equal(10 + (3 * Value(0, 0)), Trace(4, 4, AffineMap.Diagonal([10], [9])).Points(1)[0, 0]);

    [Fact]
    public void More_points_than_there_are_cannot_be_had() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Trace(4, 4, AffineMap.Diagonal([0], [1])).Points((4 * Ladders) + 1));

    private static float Value(int scan, int ladder) => (100 * scan) + ladder;

    private static TemperedTrace Trace(int room, int scans, AffineMap reference)
    {
        TemperedTrace trace = new(reference, Ladders, room);
        ChainBlock block = new(1, RandomStreamState.FromSeed(0));
        for (int scan = 0; scan < scans; scan++)
        {
            for (int ladder = 0; ladder < Ladders; ladder++)
            {
                block.Points[ladder] = Value(scan, ladder);
            }

            trace.Add([block]);
        }

        return trace;
    }
}
