using Samovar.Compute;
using Samovar.Runs;
using Samovar.Samplers;

namespace Samovar.Objectives;

/// <summary>s_t², the variance of the backward steps that a chain is held to: it follows E|x_{t+1} − x_t|²/d, where the bound is tightest.</summary>
/// <remarks>Source: Yoon et al., 2024, arXiv:2407.00626, section 4 (adaptive velocity regularisation).</remarks>
internal sealed class AdaptiveVelocity : ICheckpointed
{
    private readonly double[] variances;

    /// <summary>Starts at σ_t².</summary>
    /// <param name="chain">The chain.</param>
    public AdaptiveVelocity(GaussianChain chain) =>
        variances = [.. Enumerable.Range(0, chain.Steps).Select(step => Math.Exp(2 * chain.LogDeviation(step)))];

    /// <summary>s_t².</summary>
    /// <param name="step">t, 0 to T − 1.</param>
    public double this[int step] => variances[step];

    /// <summary>Moves every s_t² towards the mean squared step per coordinate.</summary>
    /// <param name="states">x_0 to x_T.</param>
    /// <param name="decay">Share kept, in [0, 1].</param>
    public void Follow(IReadOnlyList<Batch> states, double decay)
    {
        for (int step = 0; step < variances.Length; step++)
        {
            double sum = 0;
            for (int row = 0; row < states[step].Count; row++)
            {
                sum += SquaredStep(states, step, row);
            }

            variances[step] = (decay * variances[step]) + ((1 - decay) * sum / states[step].Values.Length);
        }
    }

    /// <summary>|x_{t+1} − x_t|² of one path.</summary>
    public static double SquaredStep(IReadOnlyList<Batch> states, int step, int row)
    {
        double sum = 0;
        ReadOnlySpan<float> here = states[step].Row(row);
        ReadOnlySpan<float> next = states[step + 1].Row(row);
        for (int column = 0; column < here.Length; column++)
        {
            double difference = (double)next[column] - here[column];
            sum += difference * difference;
        }

        return sum;
    }

    public void Save(CheckpointSection section) => section.Write("variances", variances);

    public void Load(CheckpointSection section) => section.Read("variances", variances);
}
