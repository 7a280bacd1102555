using Samovar.MarkovChains.Tempering;

namespace Samovar.Tests.MarkovChains.Tempering;

public sealed class MoveAdaptationTests
{
    private static readonly SequentialMonteCarloOptions Options = new() { Moves = 4, MostMoves = 64, Memory = 0.1 };

    [Theory]
    [InlineData(0.9, 22)]
    [InlineData(0.8, 11)]
    [InlineData(0.2, 4)]
    [InlineData(0.99, 64)]
    public void Settles_at_the_number_of_moves_that_leaves_the_memory_asked_for(double memoryOfOneMove, int expected)
    {
        MoveAdaptation adaptation = new(Options);
        for (int temperature = 0; temperature < 12; temperature++)
        {
            adaptation.Learn(Math.Pow(memoryOfOneMove, adaptation.Moves));
        }

        Assert.Equal(expected, adaptation.Moves);
    }

    [Fact]
    public void One_measurement_no_more_than_doubles_the_number()
    {
        MoveAdaptation adaptation = new(Options);
        adaptation.Learn(1);
        Assert.Equal(8, adaptation.Moves);
    }

    [Fact]
    public void Learns_nothing_where_nothing_was_measured()
    {
        MoveAdaptation adaptation = new(Options);
        adaptation.Learn(double.NaN);
        Assert.Equal(4, adaptation.Moves);
    }

    [Fact]
    public void The_least_number_holds_even_above_the_most()
    {
        MoveAdaptation adaptation = new(Options with { Moves = 100 });
        adaptation.Learn(0.99);
        Assert.Equal(100, adaptation.Moves);
    }

    [Fact]
    public void Correlation_of_known_samples()
    {
        Assert.Equal(1, MoveAdaptation.Correlation([1, 2, 3], [10, 20, 30]), 12);
        Assert.Equal(-0.5, MoveAdaptation.Correlation([1, 2, 3], [2, 3, 1]), 12);
        Assert.True(double.IsNaN(MoveAdaptation.Correlation([1, 1, 1], [1, 2, 3])));
        Assert.True(double.IsNaN(MoveAdaptation.Correlation([1, double.NegativeInfinity, 3], [1, 2, 3])));
    }
}
