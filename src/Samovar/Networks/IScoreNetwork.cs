using Samovar.Compute;
using Samovar.Runs;

namespace Samovar.Networks;

/// <summary>The score of a noised law, learned by denoising.</summary>
public interface IScoreNetwork : ITrainable, ICheckpointed
{
    /// <summary>Evaluates the score of the law of y = x + s·ε.</summary>
    /// <param name="noisy">y, [n, d].</param>
    /// <param name="scale">s, [n, 1].</param>
    /// <param name="score">[n, d] overwritten.</param>
    void Score(Batch noisy, Batch scale, Batch score);

    /// <summary>Leaves the gradient of the denoising loss in the parameters; its minimum over networks is the true score.</summary>
    /// <param name="points">x, [n, d].</param>
    /// <param name="noisy">y, [n, d].</param>
    /// <param name="scale">s, [n, 1].</param>
    /// <returns>The mean loss over the points, about d where nothing is learned yet.</returns>
    double Differentiate(Batch points, Batch noisy, Batch scale);

    /// <summary>Lets the network follow the law of x; called once per step, before training on it.</summary>
    /// <param name="points">[n, d] present points.</param>
    /// <param name="step">Steps done.</param>
    void Observe(Batch points, int step);
}
