using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Data.Sources;
using Samovar.Metrics;
using Samovar.Metrics.HeldOut;
using Samovar.Targets;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.Metrics;

public sealed class LocalShapeTests
{
    private const int Count = 2_000;
    private static readonly Gmm25 Modes = new();
    private static readonly ManyWell Wells = new(new ManyWellOptions());

    /// <summary>25 modes apart, in 8 to 64 regions: one is some modes, a mode or a part of one, so a shift of half a deviation shows as a little less.</summary>
    [Fact]
    public void Modes_that_lie_beside_their_places_are_seen_where_they_are_far_apart()
    {
        double deviation = Math.Sqrt(0.3);
        Measurement.Measured right = Measured.By(new LocalShift(), Modes, Exact(1));
        Measurement.Measured moved = Measured.By(new LocalShift(), Modes, Changed(1, (row, column) => column == 0 ? 0.5 * deviation : 0));

        Assert.InRange(right.Value, 0, right.Floor!.Value + (4 * right.StandardError));
        Assert.InRange(moved.Value, 0.25, 0.75);
        Assert.True(moved.Value - moved.Floor > 5 * moved.StandardError, moved.ToString());
    }

    [Theory]
    [InlineData(0.6, 1)]
    [InlineData(0, 0)]
    public void Wider_modes_are_seen_and_right_ones_are_not(double noise, int direction)
    {
        RandomStream random = RandomStream.FromSeed(9);
        Measurement.Measured spread = Measured.By(new LocalSpread(), Modes, Changed(2, (_, _) => noise * Math.Sqrt(0.3) * random.NextNormal()));

        Assert.Equal(direction, Math.Abs(spread.Value) > 4 * spread.StandardError ? Math.Sign(spread.Value) : 0);
    }

    [Fact]
    public void Draws_from_elsewhere_are_strays_and_true_ones_never_are()
    {
        Batch draws = TargetLaws.Draw(Wells, Count, seed: 3);
        Measurement.Measured right = Measured.By(new StrayShare(), Wells, draws);
        for (int row = 0; row < Count; row += 50)
        {
            draws.Row(row).Fill(10);
        }

        Measurement.Measured wrong = Measured.By(new StrayShare(), Wells, draws);

        Assert.Equal((0, 0), (right.Value, right.Floor!.Value));
        Assert.Equal(0.02, wrong.Value, 12);
    }

    /// <summary>Between neighbours of gmm25, 5 apart, the energy is 6.25/0.6 = 10 above that of a mode; the highest of 50,000 true draws is about as high, so a bridge is no stray; but beyond the outermost modes one may be.</summary>
    [Fact]
    public void Bridges_between_neighbours_are_no_strays() =>
        Assert.InRange(Measured.By(new StrayShare(), Modes, Changed(4, (row, column) => row % 10 == 0 && column == 0 ? 2.5 : 0)).Value, 0, 0.002);

    [Fact]
    public void A_short_tempered_run_takes_the_place_of_true_draws()
    {
        SampledTarget target = new(Modes, Exact(5));

        Assert.Null(Measured.By(new StrayShare(), target, Exact(6)).Floor);
        Assert.InRange(Measured.By(new LocalShift(), target, Exact(6)).Value, 0, 0.15);
        Assert.True(Measured.By(new StrayShare(), target, Changed(6, (row, _) => row % 20 == 0 ? 300 : 0)).Value > 0.04);
    }

    /// <summary>Modes have a deviation of 0.5/1.414 = 0.354. A shift by half of it, a blur that makes them 15 % wider (0.14 in the logarithm), and strays.</summary>
    [Fact]
    public void Of_rows_the_same_is_seen()
    {
        DataSet data = DataSet.Of(new EightGaussians());
        Measurement.Measured Of(IDataMetric metric, double shift, double noise, int strays)
        {
            RandomStream random = RandomStream.FromSeed(11);
            Batch rows = data.DrawHeldOut(Count, random);
            for (int row = 0; row < Count; row++)
            {
                rows[row, 0] += (float)(shift + (noise * random.NextNormal()) + (row < strays ? 20 : 0));
                rows[row, 1] += (float)(noise * random.NextNormal());
            }

            return Assert.IsType<Measurement.Measured>(metric.Measure(rows, data, random));
        }

        Assert.InRange(Of(new HeldOutLocalShift(), 0, 0, 0).Value, 0, 0.15);
        Assert.InRange(Of(new HeldOutLocalShift(), 0.177, 0, 0).Value, 0.25, 1);
        // The same rows with and without the blur, so that their own chance, which is largest where regions hold the edge of another mode, falls out.
        Measurement.Measured right = Of(new HeldOutLocalSpread(), 0, 0, 0);
        Assert.InRange(right.Value, -0.1, 0.1);
        Assert.InRange(Of(new HeldOutLocalSpread(), 0, 0.2, 0).Value - right.Value, 0.03, 0.3);
        Assert.Equal(0, Of(new HeldOutStrayShare(), 0, 0, 0).Value);
        Assert.Equal(0.02, Of(new HeldOutStrayShare(), 0, 0, 40).Value, 12);
    }

    private static Batch Exact(ulong seed) => TargetLaws.Draw(Modes, Count, seed);

    private static Batch Changed(ulong seed, Func<int, int, double> change)
    {
        Batch draws = Exact(seed);
        for (int index = 0; index < draws.Values.Length; index++)
        {
            draws.Values[index] += (float)change(index / 2, index % 2);
        }

        return draws;
    }

    /// <summary>A category that never changes within a region has no deviation there: what noise of a hundredth makes of it must not be divided by rounding.</summary>
    [Theory]
    [InlineData(nameof(ShapeComparison.Shift))]
    [InlineData(nameof(ShapeComparison.Spread))]
    public void A_coordinate_that_is_the_same_all_over_every_region_is_left_out(string comparison)
    {
        CellMoments truth = Moments(noise: 0, shift: 0, seed: 1);
        ShapeComparison kind = Enum.Parse<ShapeComparison>(comparison);

        Assert.InRange(Math.Abs(truth.Compared(Moments(noise: 0.01, shift: 0, seed: 2), kind)), 0, 0.2);
        Assert.Equal(kind == ShapeComparison.Shift ? 1 : 0, truth.Compared(Moments(noise: 0.01, shift: 1, seed: 3), kind), 0.2);
    }

    /// <summary>Two regions of 500 points: a normal coordinate, and one that is 1.7 or -0.6 by the region, give or take the noise.</summary>
    private static CellMoments Moments(double noise, double shift, ulong seed)
    {
        const int Points = 1_000;
        RandomStream random = RandomStream.FromSeed(seed);
        Batch points = new(Points, 2);
        int[] places = new int[Points];
        for (int row = 0; row < Points; row++)
        {
            places[row] = row % 2;
            points[row, 0] = (float)(shift + random.NextNormal());
            points[row, 1] = (row % 2 == 0 ? 1.7f : -0.6f) + (float)(noise * random.NextNormal());
        }

        return CellMoments.Of(places, points, 2, Enumerable.Range(0, Points));
    }
}
