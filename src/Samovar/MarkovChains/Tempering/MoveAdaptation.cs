namespace Samovar.MarkovChains.Tempering;

/// <summary>How many moves a temperature takes until particles have forgotten where they stood, learned from the temperature before.</summary>
/// <remarks>
/// Particles are judged by ln p − ln N(0, I), which alone decides their weights; its correlation is taken to fall by the same factor in every move. In the
/// manner of Kantas, Beskos and Jasra, 2014, SIAM/ASA Journal on Uncertainty Quantification 2(1), who watch squared jumps.
/// </remarks>
internal sealed class MoveAdaptation(SequentialMonteCarloOptions options)
{
    /// <summary>One noisy measurement changes the number by no more than this factor.</summary>
    private const double LargestChange = 2;

    private double wanted = options.Moves;

    /// <summary>Moves for the coming temperature.</summary>
    public int Moves => (int)Math.Ceiling(wanted);

    /// <summary>Learns from the moves of one temperature.</summary>
    /// <param name="memory">Correlation that they left; not a number where it could not be measured, which changes nothing.</param>
    public void Learn(double memory)
    {
        if (double.IsNaN(memory))
        {
            return;
        }

        double perMove = Math.Log(Math.Clamp(memory, 1e-6, 1 - 1e-6)) / Moves;
        double needed = Math.Log(options.Memory) / perMove;
        wanted = Math.Clamp(Math.Clamp(needed, wanted / LargestChange, wanted * LargestChange), options.Moves, Math.Max(options.Moves, options.MostMoves));
    }

    /// <summary>Correlation of two samples; not a number where one of them is constant or infinite.</summary>
    public static double Correlation(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double leftMean = Mean(left);
        double rightMean = Mean(right);
        double products = 0;
        double leftSquares = 0;
        double rightSquares = 0;
        for (int index = 0; index < left.Length; index++)
        {
            double first = left[index] - leftMean;
            double second = right[index] - rightMean;
            products += first * second;
            leftSquares += first * first;
            rightSquares += second * second;
        }

        return products / Math.Sqrt(leftSquares * rightSquares);
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}
