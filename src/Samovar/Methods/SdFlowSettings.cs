using Samovar.Diffusions;
using Samovar.Objectives;

namespace Samovar.Methods;

/// <summary>Which way particles go.</summary>
public enum FlowRule
{
    /// <summary>Along the difference of two scores.</summary>
    Difference,

    /// <summary>Down the squared maximum mean discrepancy; needs rows.</summary>
    Mmd,

    /// <summary>Towards the denoised point, without repulsion.</summary>
    Shift,

    /// <summary>Stein variational gradient descent; needs an energy.</summary>
    Stein,

    /// <summary>Unadjusted Langevin moves; needs an energy.</summary>
    Langevin,
}

/// <summary>How the noise falls.</summary>
public enum NoiseCourse
{
    /// <summary>Half a cosine wave.</summary>
    Cosine,

    /// <summary>The same factor at every step.</summary>
    Geometric,

    /// <summary>Half a cosine wave of the logarithm.</summary>
    LogCosine,

    /// <summary>The last noise at every step.</summary>
    Constant,
}

/// <summary>Where a generator finds the difference of two scores.</summary>
public enum GeneratorCritic
{
    /// <summary>A kernel over rows for the one, a network for the other.</summary>
    Scores,

    /// <summary>The gradient of a discriminator's logit: score-difference flow as a GAN.</summary>
    Discriminator,
}

/// <summary>What one may want to choose about score-difference flow.</summary>
public sealed record SdFlowSettings
{
    /// <summary>Which way particles go. Default the difference of two scores.</summary>
    public FlowRule Rule { get; init; } = FlowRule.Difference;

    /// <summary>Particles of a swarm. Range [2, ∞). Default 1024.</summary>
    public int Particles
    {
        get;
        init => field = Require.That(value, value >= 2, "A swarm has at least 2 particles.");
    } = 1024;

    /// <summary>η, the share of the direction that particles go at every step. Range (0, ∞). Default 1.</summary>
    public double StepSize
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "The step size is positive and finite.");
    } = 1;

    /// <summary>How the noise falls. Default null: a cosine; constant for the rules that have no noise of their own.</summary>
    public NoiseCourse? Schedule { get; init; }

    /// <summary>Largest σ, in the units of the learner. Range (0, ∞). Default null: measured.</summary>
    public double? FirstNoise
    {
        get;
        init => field = Require.That(value, value is null || (value > 0 && double.IsFinite(value.Value)), "A noise scale is positive and finite.");
    }

    /// <summary>Smallest σ, in the units of the learner. Range (0, ∞). Default null: measured.</summary>
    public double? LastNoise
    {
        get;
        init => field = Require.That(value, value is null || (value > 0 && double.IsFinite(value.Value)), "A noise scale is positive and finite.");
    }

    /// <summary>Where a generator finds the difference of two scores. Default a kernel and a network.</summary>
    public GeneratorCritic Critic { get; init; } = GeneratorCritic.Scores;

    /// <summary>What a generator minimises of a discriminator's logit. Default the logit itself.</summary>
    public GeneratorLoss Loss { get; init; } = GeneratorLoss.Logit;

    /// <summary>What contradicts a preset or what is learned from.</summary>
    /// <param name="generator">Whether a generator is trained; otherwise particles move.</param>
    /// <param name="fromRows">Whether rows are learned from; otherwise an energy.</param>
    internal IEnumerable<string> Problems(bool generator, bool fromRows)
    {
        if (FirstNoise < LastNoise)
        {
            yield return $"The first noise, {FirstNoise}, is below the last, {LastNoise}. Noise falls: exchange them.";
        }

        if (!generator && Course is NoiseCourse.Constant && FirstNoise is not null)
        {
            yield return $"The noise is the last one at every step{(Schedule is null ? $" of rule '{Rule.ToString().ToLowerInvariant()}'" : string.Empty)}, so option first-noise would do nothing. "
                + "Give the noise with --last-noise, or let it fall with --schedule cosine.";
        }

        SdFlowSettings common = new() { FirstNoise = FirstNoise, LastNoise = LastNoise };
        if (generator && this != common with { Critic = Critic, Loss = Loss })
        {
            yield return "The options rule, particles, step-size and schedule are of moving particles; preset 'generator' trains a network. Leave them out, or use preset 'default'.";
        }

        if (!generator && this != common with { Rule = Rule, Particles = Particles, StepSize = StepSize, Schedule = Schedule })
        {
            yield return "The options critic and loss are of generators, and this preset moves particles. Leave them out, or use data with --preset generator.";
        }

        if (Critic is GeneratorCritic.Scores && Loss is not GeneratorLoss.Logit)
        {
            yield return $"Loss '{Loss.ToString().ToLowerInvariant()}' is of a discriminator's logit. Add --critic discriminator, or leave it out.";
        }

        if (fromRows && Rule is FlowRule.Stein or FlowRule.Langevin)
        {
            yield return $"Rule '{Rule.ToString().ToLowerInvariant()}' follows the score of an energy, and rows have none. With rows: difference, mmd or shift.";
        }
        else if (!fromRows && Rule is FlowRule.Mmd)
        {
            yield return "Rule 'mmd' compares particles with rows, and an energy has none. With an energy: difference, shift, stein or langevin.";
        }
    }

    /// <summary>The course of the noise.</summary>
    /// <param name="first">Largest σ if it was not chosen.</param>
    /// <param name="last">Smallest σ if it was not chosen.</param>
    internal NoiseSchedule Noise(double first, double last)
    {
        (double from, double to) = Range(first, last);
        return Course switch
        {
            NoiseCourse.Cosine => new NoiseSchedule.Cosine(from, to),
            NoiseCourse.Geometric => new NoiseSchedule.Geometric(from, to),
            NoiseCourse.LogCosine => new NoiseSchedule.LogCosine(from, to),
            _ => new NoiseSchedule.Constant(to),
        };
    }

    private NoiseCourse Course => Schedule ?? (Rule is FlowRule.Stein or FlowRule.Langevin ? NoiseCourse.Constant : NoiseCourse.Cosine);

    /// <summary>Largest and smallest σ: the chosen ones; a measured one gives way to a chosen one beyond it.</summary>
    internal (double First, double Last) Range(double first, double last)
    {
        double from = FirstNoise ?? Math.Max(first, LastNoise ?? 0);
        return (from, LastNoise ?? Math.Min(last, from));
    }
}
