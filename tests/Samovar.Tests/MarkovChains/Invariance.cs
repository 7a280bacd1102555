using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Targets;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.MarkovChains;

/// <summary>
/// Starts chains at exact draws, moves them a few times and asks whether the law has moved: pairs of before and after, by coordinate, square and energy.
/// </summary>
internal static class Invariance
{
    public static double Bound(ITarget target, double falseAlarm) => TargetLaws.Deviations(falseAlarm, (2 * target.Dimension) + 1);

    /// <summary>Largest |z| among the paired differences.</summary>
    public static double WorstDeviation(IMarkovKernel kernel, ITarget target, int draws, int steps, ulong seed)
    {
        Batch start = TargetLaws.Draw(target, draws, seed);
        ChainState state = new(target, start, RandomStream.FromSeed(seed + 1));
        double[] energyBefore = state.LogDensity;
        for (int step = 0; step < steps; step++)
        {
            state.Step(kernel);
        }

        double[] energyAfter = state.LogDensity;
        Batch end = state.Positions;
        double worst = Deviation(draws, row => energyAfter[row] - energyBefore[row]);
        for (int column = 0; column < target.Dimension; column++)
        {
            worst = Math.Max(worst, Deviation(draws, row => (double)end[row, column] - start[row, column]));
            worst = Math.Max(worst, Deviation(draws, row => Square(end[row, column]) - Square(start[row, column])));
        }

        return worst;
    }

    private static double Square(double value) => value * value;

    private static double Deviation(int count, Func<int, double> value)
    {
        double mean = Enumerable.Range(0, count).Average(value);
        double error = Math.Sqrt(Enumerable.Range(0, count).Average(row => Square(value(row) - mean)) / count);
        return error == 0 ? 0 : Math.Abs(mean) / error;
    }
}
