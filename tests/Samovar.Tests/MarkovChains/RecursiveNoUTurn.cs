using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Tests.MarkovChains;

/// <summary>What may be wrong with the twin.</summary>
public enum NoUTurnFlaw
{
    None,

    /// <summary>Every leaf of a subtree is as likely as every other, whatever its energy.</summary>
    NoWeights,

    /// <summary>A half that contains a turned subtree is visited all the same.</summary>
    VisitsTurnedHalves,

    /// <summary>The momentum is kicked the wrong way after a move.</summary>
    WrongKick,
}

/// <summary>
/// The slow twin of the no-U-turn sampler: one transition of one chain by recursion, in double precision, with the random numbers in the same order.
/// </summary>
internal sealed class RecursiveNoUTurn(ITarget target, double stepSize, int maximalDepth, RandomStream random, NoUTurnFlaw flaw = NoUTurnFlaw.None)
{
    private readonly Batch point = new(1, target.Dimension);
    private readonly Batch score = new(1, target.Dimension);
    private readonly double[] logDensity = new double[1];
    private double startEnergy;
    private double logWeight;
    private double[] proposal = [];

    public double[] Step(ReadOnlySpan<float> start)
    {
        float[] momentum = new float[target.Dimension];
        random.FillNormal(momentum);
        State state = At([.. start.ToArray().Select(value => (double)value)], [.. momentum.Select(value => (double)value)], 0);
        startEnergy = state.Energy;
        double[] draw = state.Position;
        double total = 0;
        Tree whole = new(state, state, state.Momentum, false);
        for (int depth = 0; depth < maximalDepth && !whole.Stops; depth++)
        {
            bool forwards = random.NextDouble() < 0.5;
            logWeight = double.NegativeInfinity;
            Tree half = Grow(forwards ? whole.Last : whole.First, depth, forwards ? stepSize : -stepSize);
            if (half.Stops && flaw != NoUTurnFlaw.VisitsTurnedHalves)
            {
                break;
            }

            draw = random.NextDouble() < Math.Exp(logWeight - total) ? proposal : draw;
            total = Math.Log(Math.Exp(total) + Math.Exp(logWeight));
            whole = forwards ? Join(whole, half) : Join(half with { First = half.Last, Last = half.First }, whole);
        }

        return draw;
    }

    private Tree Grow(State from, int depth, double time)
    {
        if (depth == 0)
        {
            State leaf = Leap(from, time);
            double weight = flaw == NoUTurnFlaw.NoWeights ? 0 : startEnergy - leaf.Energy;
            if (!double.IsFinite(weight) || weight < -1_000)
            {
                return new Tree(leaf, leaf, leaf.Momentum, true);
            }

            logWeight = double.IsNegativeInfinity(logWeight) ? weight : logWeight + Math.Log(1 + Math.Exp(weight - logWeight));
            proposal = random.NextDouble() < Math.Exp(weight - logWeight) ? leaf.Position : proposal;
            return new Tree(leaf, leaf, leaf.Momentum, false);
        }

        Tree near = Grow(from, depth - 1, time);
        if (near.Stops)
        {
            return near;
        }

        Tree far = Grow(near.Last, depth - 1, time);
        return far.Stops ? far : Join(near, far);
    }

    private Tree Join(Tree near, Tree far)
    {
        double[] sum = [.. near.Sum.Zip(far.Sum, (left, right) => left + right)];
        double[] first = near.First.Momentum;
        double[] last = far.Last.Momentum;
        double atFirst = 0;
        double atLast = 0;
        for (int index = 0; index < sum.Length; index++)
        {
            double travelled = sum[index] - (0.5 * (first[index] + last[index]));
            atFirst += first[index] * travelled;
            atLast += last[index] * travelled;
        }

        return new Tree(near.First, far.Last, sum, atFirst <= 0 || atLast <= 0);
    }

    private State Leap(State from, double time)
    {
        double[] momentum = [.. from.Momentum.Zip(from.Score, (p, s) => p + (0.5 * time * s))];
        double[] position = [.. from.Position.Zip(momentum, (x, p) => x + (time * p))];
        return At(position, momentum, flaw == NoUTurnFlaw.WrongKick ? -0.5 * time : 0.5 * time);
    }

    private State At(double[] position, double[] momentum, double kick)
    {
        position.Select(value => (float)value).ToArray().CopyTo(point.Values);
        target.LogDensityAndScore(point, logDensity, score);
        double[] gradient = [.. score.Values.ToArray().Select(value => (double)value)];
        double[] kicked = [.. momentum.Zip(gradient, (p, s) => p + (kick * s))];
        return new State(position, kicked, gradient, (0.5 * kicked.Sum(p => p * p)) - logDensity[0]);
    }

    private sealed record State(double[] Position, double[] Momentum, double[] Score, double Energy);

    /// <summary>A balanced tree: its ends in the order of the walk, the sum of its momenta, and whether it or a part of it has turned or diverged.</summary>
    private sealed record Tree(State First, State Last, double[] Sum, bool Stops);
}
