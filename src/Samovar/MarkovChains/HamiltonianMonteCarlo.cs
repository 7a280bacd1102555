using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.MarkovChains;

/// <summary>Settings of <see cref="HamiltonianMonteCarlo"/>.</summary>
public sealed record HamiltonianOptions
{
    /// <summary>Leapfrog step size ε, in units of <see cref="Scales"/>. Range (0, ∞). Default 0.1.</summary>
    public double StepSize
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "The leapfrog step must be positive and finite.");
    } = 0.1;

    /// <summary>Leapfrog steps per transition. Range [1, ∞). Default 10.</summary>
    public int LeapfrogSteps
    {
        get;
        init => field = Require.That(value, value >= 1, "At least one leapfrog step is needed.");
    } = 10;

    /// <summary>Relative spread of the step size, drawn anew for every transition, so that no orbit is closed for ever. Range [0, 1). Default 0.2.</summary>
    public double Jitter
    {
        get;
        init => field = Require.That(value, value is >= 0 and < 1, "The jitter lies in [0, 1).");
    } = 0.2;

    /// <summary>[d] rough standard deviations of the coordinates; empty (default) for 1 everywhere.</summary>
    public IReadOnlyList<double> Scales { get; init; } = [];
}

/// <summary>Hamiltonian Monte Carlo with a leapfrog integrator, jittered steps and a diagonal mass.</summary>
/// <remarks><see cref="HamiltonianOptions.LeapfrogSteps"/> score evaluations per step. Source: Neal, 2011, arXiv:1206.1901.</remarks>
/// <param name="options">Settings.</param>
public sealed class HamiltonianMonteCarlo(HamiltonianOptions options) : ITunableKernel
{
    /// <inheritdoc/>
    public double StepSize => options.StepSize;

    /// <summary>0.8, on the safe side of the 0.65 of Beskos et al., 2013, doi:10.3150/12-BEJ414.</summary>
    public double BestAcceptance => 0.8;

    /// <inheritdoc/>
    public ITunableKernel WithStepSize(double stepSize) => new HamiltonianMonteCarlo(options with { StepSize = stepSize });

    /// <inheritdoc/>
    public StepInfo Step(ITarget target, ChainState state, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(random);
        float[] scales = Scales(target.Dimension);
        float step = (float)(options.StepSize * (1 + (options.Jitter * ((2 * random.NextDouble()) - 1))));
        random.FillNormal(state.Momentum.Values);
        for (int row = 0; row < state.Count; row++)
        {
            state.LogRatio[row] = Kinetic(state.Momentum.Row(row)) - state.LogDensity[row];
        }

        state.Proposal.CopyFrom(state.Positions);
        Kick(state.Momentum, state.Score, scales, 0.5f * step);
        for (int leap = 1; leap <= options.LeapfrogSteps; leap++)
        {
            Drift(state.Proposal, state.Momentum, scales, step);
            target.LogDensityAndScore(state.Proposal, state.ProposalLogDensity, state.ProposalScore);
            Kick(state.Momentum, state.ProposalScore, scales, leap == options.LeapfrogSteps ? 0.5f * step : step);
        }

        for (int row = 0; row < state.Count; row++)
        {
            state.LogRatio[row] += state.ProposalLogDensity[row] - Kinetic(state.Momentum.Row(row));
        }

        return state.Decide(random, (long)state.Count * options.LeapfrogSteps);
    }

    private static double Kinetic(ReadOnlySpan<float> momentum)
    {
        double sum = 0;
        foreach (float value in momentum)
        {
            sum += (double)value * value;
        }

        return 0.5 * sum;
    }

    private static void Kick(Batch momentum, Batch score, float[] scales, float step)
    {
        for (int row = 0; row < momentum.Count; row++)
        {
            Span<float> p = momentum.Row(row);
            Span<float> s = score.Row(row);
            for (int column = 0; column < scales.Length; column++)
            {
                p[column] += step * scales[column] * s[column];
            }
        }
    }

    private static void Drift(Batch position, Batch momentum, float[] scales, float step)
    {
        for (int row = 0; row < position.Count; row++)
        {
            Span<float> x = position.Row(row);
            Span<float> p = momentum.Row(row);
            for (int column = 0; column < scales.Length; column++)
            {
                x[column] += step * scales[column] * p[column];
            }
        }
    }

    private float[] Scales(int dimension)
    {
        if (options.Scales.Count != 0 && options.Scales.Count != dimension)
        {
            throw new ArgumentException($"Hamiltonian Monte Carlo was given {options.Scales.Count} scales for a target in {dimension} dimensions.");
        }

        return options.Scales.Count == 0 ? Enumerable.Repeat(1f, dimension).ToArray() : options.Scales.Select(scale => (float)scale).ToArray();
    }
}
