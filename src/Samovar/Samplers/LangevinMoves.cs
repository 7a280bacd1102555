using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Networks;

namespace Samovar.Samplers;

/// <summary>Metropolis-adjusted Langevin moves by a learned energy, for a fixed number of points.</summary>
/// <remarks>
/// Apart from <see cref="MarkovChains.Mala"/>, whose energies are compiled in lanes and stay as they are: these are of a network in rows, whose weights change.
/// x' = x − (h/τ) ∇E(x) + √(2h) ξ, accepted by the Metropolis rule. Source: Roberts and Tweedie, 1996, Bernoulli 2(4).
/// </remarks>
internal sealed class LangevinMoves
{
    private readonly CompiledFunction function;
    private readonly Batch code;
    private readonly Batch proposal;
    private readonly Batch noise;
    private readonly Batch uniform;
    private readonly double temperature;
    private readonly double stepSize;
    private readonly Batch here;
    private readonly Batch there;

    public LangevinMoves(IValueNetwork value, int dimension, int count, double temperature, double stepSize)
    {
        (this.temperature, this.stepSize) = (temperature, stepSize);
        code = StepCodes.Of(0, 1, count);
        (proposal, noise, uniform) = (new Batch(count, dimension), new Batch(count, dimension), new Batch(count, 1));
        (here, there) = (new Batch(count, dimension + 1), new Batch(count, dimension + 1));
        function = new CompiledFunction(count, [dimension, 1], inputs =>
        {
            Traced energy = value.Value(inputs[0], inputs[1]);
            Traced gradient = ReverseMode.Gradient(TracedMath.SumOverPoints(energy), inputs[0])[0];
            return TracedMath.Stack([energy, .. Enumerable.Range(0, dimension).Select(column => gradient[column])]);
        });
    }

    /// <summary>Moves points.</summary>
    /// <param name="points">[n, d] overwritten.</param>
    /// <param name="moves">How often.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    /// <returns>Share of moves that were accepted.</returns>
    public double Run(Batch points, int moves, RandomStream random)
    {
        long accepted = 0;
        function.Evaluate(here, points, code);
        for (int move = 0; move < moves; move++)
        {
            random.FillNormal(noise.Values);
            random.FillUniform(uniform.Values);
            Propose(points);
            function.Evaluate(there, proposal, code);
            for (int row = 0; row < points.Count; row++)
            {
                accepted += Settle(points, row) ? 1 : 0;
            }
        }

        return (double)accepted / ((long)moves * points.Count);
    }

    private void Propose(Batch points)
    {
        double spread = Math.Sqrt(2 * stepSize);
        for (int row = 0; row < points.Count; row++)
        {
            for (int column = 0; column < points.Dimension; column++)
            {
                proposal[row, column] = (float)(points[row, column] - (stepSize / temperature * here[row, column + 1]) + (spread * noise[row, column]));
            }
        }
    }

    /// <summary>Takes the proposal, or leaves the point where it is.</summary>
    private bool Settle(Batch points, int row)
    {
        double logRatio = (here[row, 0] - there[row, 0]) / temperature;
        for (int column = 0; column < points.Dimension; column++)
        {
            double forth = proposal[row, column] - points[row, column] + (stepSize / temperature * here[row, column + 1]);
            double back = points[row, column] - proposal[row, column] + (stepSize / temperature * there[row, column + 1]);
            logRatio += ((forth * forth) - (back * back)) / (4 * stepSize);
        }

        // A proposal whose energy is no number is refused.
        if (!(Math.Log(uniform[row, 0]) < logRatio))
        {
            return false;
        }

        for (int column = 0; column < points.Dimension; column++)
        {
            points[row, column] = proposal[row, column];
        }

        for (int column = 0; column <= points.Dimension; column++)
        {
            here[row, column] = there[row, column];
        }

        return true;
    }
}
