using Samovar.Compute;
using Samovar.Networks;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>The difference between the score of noised draws and the wanted one, however it is known.</summary>
internal interface IScoreGap
{
    /// <summary>One step of what is learned.</summary>
    /// <param name="points">[n, d] fresh draws x.</param>
    /// <param name="noisy">[n, d] y = x + s·ε.</param>
    /// <param name="scale">[n, 1] s.</param>
    /// <param name="first">Whether it is the first of this training step.</param>
    /// <param name="step">Optimizers and bookkeeping.</param>
    /// <returns>The loss.</returns>
    double Learn(Batch points, Batch noisy, Batch scale, bool first, TrainingStep step);

    /// <summary>Writes two fields of which only the difference counts: the score of the noised draws − the wanted score.</summary>
    /// <param name="noisy">[n, d] y.</param>
    /// <param name="scale">[n, 1] s.</param>
    /// <param name="drawn">[n, d] overwritten.</param>
    /// <param name="wanted">[n, d] overwritten.</param>
    /// <param name="step">Optimizers and bookkeeping.</param>
    void Estimate(Batch noisy, Batch scale, Batch drawn, Batch wanted, TrainingStep step);
}

/// <summary>A network for the score of the draws, learned by denoising, and a known way to the wanted score.</summary>
/// <param name="makeNetwork">Makes the network.</param>
/// <param name="optimizer">Its optimizer.</param>
/// <param name="wanted">Writes the score of the noised law: positions [n, d], scales [n, 1] → [n, d].</param>
internal sealed class TwoScores(
    Func<Compute.Randomness.RandomStream, IScoreNetwork> makeNetwork, AdamOptions optimizer, Action<Batch, Batch, Batch> wanted) : IScoreGap
{
    public double Learn(Batch points, Batch noisy, Batch scale, bool first, TrainingStep step)
    {
        IScoreNetwork network = Network(step);
        if (first)
        {
            network.Observe(points, step.Index);
        }

        double loss = step.Minimize("score", network, optimizer, () => network.Differentiate(points, noisy, scale)) / points.Dimension;
        step.Record("score-loss", loss);
        return loss;
    }

    public void Estimate(Batch noisy, Batch scale, Batch drawn, Batch wantedScore, TrainingStep step)
    {
        Network(step).Score(noisy, scale, drawn);
        wanted(noisy, scale, wantedScore);
    }

    private IScoreNetwork Network(TrainingStep step) => step.Keep("score", makeNetwork);
}
