using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Diffusions;
using Samovar.Networks;
using Samovar.Samplers;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>Settings of generator training by score-difference flow.</summary>
public sealed record ScoreDifferenceFlowOptions : GeneratorDescentOptions
{
    /// <summary>Makes the network for the score of the draws.</summary>
    public required Func<RandomStream, IScoreNetwork> ScoreNetwork { get; init; }

    /// <summary>Rows of a minibatch, for the kernel denoiser of the data. Range [1, ∞). Default 4096.</summary>
    public int Rows
    {
        get;
        init => field = Require.That(value, value >= 1, "A minibatch has at least one row.");
    } = 4096;
}

/// <summary>A one-step generator along the difference of two scores: that of noised rows, by the kernel denoiser, and that of its own noised draws, by a network.</summary>
/// <remarks>
/// The same step as <see cref="ReverseDiffusiveKl"/>, with rows in place of an energy. The network for the draws is the learned form of the paper: a
/// kernel over a batch of draws cannot resolve narrow modes. Source: Weber, 2023, arXiv:2304.12906.
/// </remarks>
/// <param name="options">Settings.</param>
public sealed class ScoreDifferenceFlow(ScoreDifferenceFlowOptions options) : IDataObjective<OneStepGenerator>
{
    /// <inheritdoc/>
    public Citation Source => ParticleTransport.Paper;

    /// <inheritdoc/>
    public void Step(OneStepGenerator sampler, DataSet data, TrainingStep step)
    {
        ArgumentNullException.ThrowIfNull(sampler);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(step);
        KernelDenoiser kernel = step.Reuse("rows kernel", () => new KernelDenoiser());
        Batch rows = step.Reuse("rows", () => new Batch(options.Rows, data.Dimension));
        void RowScore(Batch noisy, Batch scale, Batch score)
        {
            data.Draw(rows, step.Random);
            kernel.Denoise(noisy, rows, scale, score);
            for (int row = 0; row < noisy.Count; row++)
            {
                float square = scale[row, 0] * scale[row, 0];
                for (int column = 0; column < noisy.Dimension; column++)
                {
                    score[row, column] = (score[row, column] - noisy[row, column]) / square;
                }
            }
        }

        new GeneratorDescent(options, new TwoScores(options.ScoreNetwork, options.ScoreOptimizer, RowScore)).Step(sampler, step);
    }
}
