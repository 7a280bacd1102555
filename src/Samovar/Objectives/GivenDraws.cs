using Samovar.Compute;
using Samovar.Diffusions;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Training;

namespace Samovar.Objectives;

/// <summary>Settings of training on trajectories that are drawn backward from draws of another method, such as sequential Monte Carlo.</summary>
/// <remarks>
/// A balance loss whose mismatch δ = ln Z − ln w counts as Huber's with limit c has, where δ &lt; −c, the gradient of c times −ln P_F of the trajectory: maximum likelihood, which calls the sampler to
/// where it never goes, and which no weight of e⁵⁰ can drown. Where δ &gt; c it is pushed away as strongly: it goes there too often. Where trajectories balance it is the loss itself, so errors of the draws do not bias what is learned, but for what they leave out.
/// </remarks>
public sealed record GivenDrawsOptions
{
    /// <summary>[n, d] the draws, in about the proportions of the target, in the coordinates of the training.</summary>
    public required Batch Points
    {
        get;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            field = Require.That(value, value.Count >= 1, "There is at least one draw.");
        }
    }

    /// <summary>Every how many steps trajectories go backward. Range [2, ∞). Default 8.</summary>
    public int Interval
    {
        get;
        init => field = Require.That(value, value >= 2, "At least every second step is drawn from the sampler itself.");
    } = 8;

    /// <summary>Mismatch of these trajectories, in nats, from which on their loss grows linearly. Range (0, ∞). Default 0.5.</summary>
    public double ResidualLimit
    {
        get;
        init => field = Require.That(value, value > 0, "The limit of mismatches is positive.");
    } = 0.5;

    /// <summary>Whether a step is to go backward from them.</summary>
    internal bool IsTurn(TrainingStep step) => step.Index % Interval == Interval - 1;
}

/// <summary>Trajectories backward from given draws.</summary>
internal sealed class GivenDraws
{
    private readonly GivenDrawsOptions options;
    private readonly Batch ends;

    /// <summary>Prepares a batch.</summary>
    /// <param name="options">Settings.</param>
    /// <param name="dimension">Coordinates of the sampler.</param>
    /// <param name="batchSize">Trajectories per step.</param>
    /// <exception cref="ArgumentException">The draws have another number of coordinates.</exception>
    public GivenDraws(GivenDrawsOptions options, int dimension, int batchSize)
    {
        if (options.Points.Dimension != dimension)
        {
            throw new ArgumentException($"The given draws have {options.Points.Dimension} coordinates and the sampler {dimension}. Give draws of the density that is learned.", nameof(options));
        }

        this.options = options;
        ends = new Batch(batchSize, dimension);
    }

    /// <summary>Draws the trajectories.</summary>
    public void Retrace(ControlledDiffusion sampler, ITarget target, Paths paths, TrainingStep step)
    {
        for (int row = 0; row < ends.Count; row++)
        {
            options.Points.Row((int)(step.Random.NextDouble() * options.Points.Count)).CopyTo(ends.Row(row));
        }

        sampler.Retrace(target, paths, ends, step.Random);
        double[] weights = [.. paths.LogWeights.Where(double.IsFinite)];
        if (weights.Length > 0)
        {
            step.Record("given-log-weight-mean", weights.Average());
        }
    }
}
