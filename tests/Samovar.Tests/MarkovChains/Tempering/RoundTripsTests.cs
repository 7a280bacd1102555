using Samovar.MarkovChains.Tempering;

namespace Samovar.Tests.MarkovChains.Tempering;

public sealed class RoundTripsTests
{
    private readonly RoundTrips trips = new(rungs: 3, ladders: 1);

    [Fact]
    public void A_journey_there_and_back_is_one_arrival_and_one_round_trip()
    {
        Travel();
        Travel(0);
        Travel(1);
        Assert.Equal((1, 0), (trips.Arrivals, trips.Count));

        Travel(1);
        Travel(0);
        Assert.Equal((1, 1), (trips.Arrivals, trips.Count));
    }

    [Fact]
    public void A_point_that_only_began_at_the_target_has_not_arrived_there()
    {
        Travel();
        Travel(1);
        Travel(0);

        Assert.Equal((0, 0), (trips.Arrivals, trips.Count));
    }

    [Fact]
    public void Waiting_at_the_target_is_one_arrival()
    {
        Travel();
        Travel(0);
        Travel(1);
        Travel();
        Travel();

        Assert.Equal(1, trips.Arrivals);
    }

    [Fact]
    public void Turning_round_half_way_is_no_journey()
    {
        Travel();
        Travel(0);
        Travel(0);
        Travel(0);
        Travel(0);

        Assert.Equal((0, 0), (trips.Arrivals, trips.Count));
    }

    [Fact]
    public void Ladders_are_counted_apart()
    {
        RoundTrips two = new(rungs: 2, ladders: 2);
        two.Note();
        two.Exchange(0, 1);
        two.Note();

        Assert.Equal(1, two.Arrivals);
    }

    /// <summary>Exchanges pairs, named by their hotter rung, and ends the scan.</summary>
    private void Travel(params int[] pairs)
    {
        foreach (int pair in pairs)
        {
            trips.Exchange(pair, 0);
        }

        trips.Note();
    }
}
