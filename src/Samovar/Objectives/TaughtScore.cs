using Samovar.Compute;
using Samovar.MarkovChains;
using Samovar.Networks;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>The score of the noised target by a network that learns it from chains at the target, and by an estimate for every point where that cannot be trusted.</summary>
/// <remarks>
/// The network denoises draws x of chains towards y + s²·[g ∇log p(x) + (1 − g)(x − y)/s²]: given y both terms have the score of y as their mean, and
/// g = 1/(1 + s²H) makes the variance small. It knows nothing of places where chains never come. So the posterior is sampled at little noise, where the laws
/// of draws and target need not overlap; for points too far out; and where the answer is longer than noise is. Source of the regression: De Bortoli et al., 2024, arXiv:2402.08667.
/// </remarks>
/// <param name="options">Settings.</param>
/// <param name="optimizer">Optimizer of the network.</param>
/// <param name="batchSize">Points of a denoising step.</param>
/// <param name="estimate">The estimate for every point: positions [n, d], scales [n, 1] → scores [n, d].</param>
internal sealed class TaughtScore(TaughtScoreOptions options, AdamOptions optimizer, int batchSize, Action<Batch, Batch, Batch> estimate)
{
    /// <summary>
    /// Of points that the target and its noise made, |y|² is about d (v + s²), and |s·score|² is at most about d, as s·score is the mean of −ε given y: both up to a few
    /// times √(2d), as of d squared normal numbers. Longer ones are from elsewhere. In many dimensions √(2d) is little beside d, and what a generator does that is not yet trained adds up
    /// like d: there longer ones are from elsewhere when they are so by a share.
    /// </summary>
    private const double Scatter = 5;

    private const double MostShare = 2.17;

    /// <summary>Moves the chains, takes one denoising step, and writes the scores.</summary>
    public void Estimate(ITarget target, Batch noisy, Batch scale, Batch score, TrainingStep step)
    {
        IScoreNetwork network = step.Keep("target-score", options.Network);
        ChainPopulation chains = step.Keep("chains", _ => new ChainPopulation(target, options.Starts, FirstKernel()));
        for (int left = chains.IsNew ? options.FirstSteps : 1; left > 0; left--)
        {
            chains.Move(step.Random);
            Learn(network, chains, step);
        }

        network.Score(noisy, scale, score);
        int[] rows = step.Reuse("rows to estimate", () => new int[noisy.Count]);
        int count = 0;
        int strange = 0;
        for (int row = 0; row < noisy.Count; row++)
        {
            bool small = scale[row, 0] < options.Levels.Smallest;
            if (small || IsStrange(noisy.Row(row), scale[row, 0], score.Row(row)))
            {
                rows[count++] = row;
                strange += small ? 0 : 1;
            }
        }

        step.Record("strange-points", (double)strange / noisy.Count);
        if (count > 0)
        {
            RowGroup?[] groups = step.Reuse("groups of rows", () => new RowGroup?[noisy.Count + 1]);
            RowGroup group = groups[count] ??= new RowGroup(count, noisy.Dimension);
            group.Gather(rows, noisy, scale);
            estimate(group.Noisy, group.Scale, group.Score);
            group.Scatter(rows, score);
        }
    }

    private bool IsStrange(ReadOnlySpan<float> noisy, double scale, ReadOnlySpan<float> score)
    {
        double place = 0;
        double answer = 0;
        for (int column = 0; column < noisy.Length; column++)
        {
            place += (double)noisy[column] * noisy[column];
            answer += (double)score[column] * score[column];
        }

        double freedom = noisy.Length - options.CentredAxes;
        double most = Math.Max(freedom + (Scatter * Math.Sqrt(2 * freedom)), MostShare * freedom);
        double variance = options.Deviation * options.Deviation;
        // A number that is not one is strange, too.
        return !(place <= most * (variance + (scale * scale)) && scale * scale * answer <= most);
    }

    private HamiltonianMonteCarlo FirstKernel() =>
        new(new HamiltonianOptions { StepSize = 0.5 / Math.Sqrt(options.SquaredScore), LeapfrogSteps = options.LeapfrogSteps });

    private void Learn(IScoreNetwork network, ChainPopulation chains, TrainingStep step)
    {
        int dimension = options.Starts.Dimension;
        Batch points = step.Reuse("points of chains", () => new Batch(batchSize, dimension));
        Batch scores = step.Reuse("scores of chains", () => new Batch(batchSize, dimension));
        Batch noisy = step.Reuse("noisy points of chains", () => new Batch(batchSize, dimension));
        Batch scale = step.Reuse("noise of chains", () => new Batch(batchSize, 1));
        for (int row = 0; row < batchSize; row++)
        {
            chains.Copy(step.Random.NextInt(chains.Count), points.Row(row), scores.Row(row));
        }

        step.Random.FillNormal(noisy.Values);
        options.Levels.Draw(scale.Values, step.Random);
        if (options.CentredAxes > 0)
        {
            CentreOfMass.Remove(points, options.CentredAxes);
            CentreOfMass.Remove(scores, options.CentredAxes);
            CentreOfMass.Remove(noisy, options.CentredAxes);
        }

        network.Observe(points, step.Index);
        for (int row = 0; row < batchSize; row++)
        {
            Aim(points.Row(row), scores.Row(row), noisy.Row(row), scale[row, 0], options.SquaredScore);
        }

        double loss = step.Minimize("target-score", network, optimizer, () => network.Differentiate(points, noisy, scale));
        step.Record("target-score-loss", loss / dimension);
    }

    /// <summary>Adds the noise to a draw, and turns the draw into what the network is to find of it.</summary>
    /// <param name="point">x; on return y + s²·[g ∇log p(x) + (1 − g)(x − y)/s²].</param>
    /// <param name="score">∇log p(x).</param>
    /// <param name="noise">ε; on return y = x + s·ε.</param>
    /// <param name="scale">s.</param>
    /// <param name="squaredScore">H.</param>
    internal static void Aim(Span<float> point, ReadOnlySpan<float> score, Span<float> noise, float scale, double squaredScore)
    {
        float weight = (float)(1 / (1 + (scale * scale * squaredScore)));
        for (int column = 0; column < point.Length; column++)
        {
            float noisy = point[column] + (scale * noise[column]);
            point[column] = (weight * (noisy + (scale * scale * score[column]))) + ((1 - weight) * point[column]);
            noise[column] = noisy;
        }
    }

    /// <summary>Some rows of a batch, packed.</summary>
    private sealed class RowGroup(int count, int dimension)
    {
        public Batch Noisy { get; } = new(count, dimension);

        public Batch Scale { get; } = new(count, 1);

        public Batch Score { get; } = new(count, dimension);

        public void Gather(ReadOnlySpan<int> rows, Batch noisy, Batch scale)
        {
            for (int place = 0; place < Noisy.Count; place++)
            {
                noisy.Row(rows[place]).CopyTo(Noisy.Row(place));
                Scale[place, 0] = scale[rows[place], 0];
            }
        }

        public void Scatter(ReadOnlySpan<int> rows, Batch score)
        {
            for (int place = 0; place < Noisy.Count; place++)
            {
                Score.Row(place).CopyTo(score.Row(rows[place]));
            }
        }
    }
}
