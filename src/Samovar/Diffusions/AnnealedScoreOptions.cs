namespace Samovar.Diffusions;

/// <summary>Settings of annealed sampling from the posterior of x given y = x + s·ε.</summary>
public sealed record AnnealedScoreOptions
{
    /// <summary>Chains per noisy point. Range [1, ∞). Default 16.</summary>
    public int Chains
    {
        get;
        init => field = Require.That(value, value >= 1, "There is at least 1 chain.");
    } = 16;

    /// <summary>Number of equal temperature steps; null chooses each step so that the effective share of the weights is <see cref="EffectiveShare"/>.
    /// Range [1, ∞). Default null.</summary>
    public int? Temperatures { get; init; }

    /// <summary>Effective sample size that a temperature step leaves, as a share of the chains. Range (0, 1). Default 0.5.</summary>
    public double EffectiveShare
    {
        get;
        init => field = Require.That(value, value is > 0 and < 1, "A share of the chains lies between 0 and 1, ends excluded.");
    } = 0.5;

    /// <summary>Whether chains are resampled at every temperature; otherwise they carry their weights to the end. Default true.</summary>
    public bool Resample { get; init; } = true;

    /// <summary>Whether one chain is chosen by weight before the final moves, instead of using all. Default false.</summary>
    public bool ChooseOne { get; init; }

    /// <summary>Width of a Gaussian around 0 that the tempered base is narrowed by; null for none. Range (0, ∞). Default null.</summary>
    /// <remarks>The path is N(x; y, s²) · [N(x; 0, width²)]^(1−β) · p(x)^β: at high noise it starts near the target instead of far outside.</remarks>
    public double? ReferenceWidth { get; init; }

    /// <summary>Coordinates of a particle, for noisy points without a centre of mass: chains then leave it out, too. 0 (default) for chains in all of space.</summary>
    /// <remarks>Goes with <see cref="BlendRule.Pooled"/>: weights that differ between coordinates would bring the centre back.</remarks>
    public int CentredAxes
    {
        get;
        init => field = Require.That(value, value >= 0, "A number of axes is not negative.");
    }

    /// <summary>Langevin moves at each temperature. Range [0, ∞). Default 2.</summary>
    public int Moves
    {
        get;
        init => field = Require.That(value, value >= 0, "A number of moves or sweeps is not negative.");
    } = 2;

    /// <summary>Sweeps of single-coordinate moves at each temperature. Range [0, ∞). Default 0.</summary>
    public int Sweeps
    {
        get;
        init => field = Require.That(value, value >= 0, "A number of moves or sweeps is not negative.");
    }

    /// <summary>Sweeps of single-coordinate moves after annealing. Range [0, ∞). Default 0.</summary>
    public int FinalSweeps
    {
        get;
        init => field = Require.That(value, value >= 0, "A number of moves or sweeps is not negative.");
    }

    /// <summary>Same, for noise scales above <see cref="WideScale"/>. Range [0, ∞). Default 0.</summary>
    public int FinalWideSweeps
    {
        get;
        init => field = Require.That(value, value >= 0, "A number of moves or sweeps is not negative.");
    }

    /// <summary>Noise scale above which the posterior spans several modes. Range (0, ∞). Default 1.2.</summary>
    public double WideScale { get; init; } = 1.2;

    /// <summary>Noise scale below which single-coordinate moves are left out: the posterior has one mode. Range [0, ∞). Default 0.</summary>
    public double SmallestSweptScale { get; init; }

    /// <summary>Smallest width of single-coordinate proposals. Range [0, ∞). Default 0.</summary>
    public double SmallestProposal { get; init; }

    /// <summary>Langevin moves after annealing. Range [0, ∞). Default 8.</summary>
    public int FinalMoves
    {
        get;
        init => field = Require.That(value, value >= 0, "A number of moves or sweeps is not negative.");
    } = 8;

    /// <summary>Number of last states that are averaged. Range [1, final moves]. Default 4.</summary>
    public int AveragedStates
    {
        get;
        init => field = Require.That(value, value >= 1, "At least 1 state is averaged.");
    } = 4;

    /// <summary>Fixed step h of the Langevin moves while annealing; null adapts one per noise level and temperature to an acceptance of 0.574.</summary>
    public double? AnnealingStep { get; init; }

    /// <summary>Fixed step h of the final Langevin moves; null adapts one per noise level.</summary>
    public double? FinalStep { get; init; }

    /// <summary>Longest drift of a Langevin move, in units of the typical length √(2hd) of its noise; null for no limit. Range (0, ∞). Default null.</summary>
    /// <remarks>For energies with walls, about 1: where particles overlap, forces are so large that every move would be thrown out of sight and rejected.</remarks>
    public double? LongestDrift
    {
        get;
        init => field = Require.That(value, value is null or > 0, "A longest drift is positive.");
    }

    /// <summary>Typical curvature of the energy, for the first guess of adapted steps. Range (0, ∞). Default 1.</summary>
    public double Stiffness
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "A curvature is positive and finite.");
    } = 1;

    /// <summary>How the two estimates of the score are mixed. Default variance-optimal.</summary>
    public BlendRule Blend { get; init; } = BlendRule.VarianceOptimal;

    /// <summary>Share by which the squared score H moves per step. Range (0, 1]. Default 0.02.</summary>
    public double BlendRate
    {
        get;
        init => field = Require.That(value, value is > 0 and <= 1, "A rate lies in (0, 1].");
    } = 0.02;

    /// <summary>First guess of H, the mean squared score of a coordinate, which the mixture needs. Range (0, ∞). Default 1.</summary>
    public double SquaredScore
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "A squared score is positive and finite.");
    } = 1;

    /// <summary>Smallest noise scale, for the table of step sizes.</summary>
    public required double SmallestScale
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "A noise scale is positive and finite.");
    }

    /// <summary>Largest noise scale, for the table of step sizes.</summary>
    public required double LargestScale
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "A noise scale is positive and finite.");
    }
}
