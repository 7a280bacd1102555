namespace Samovar.MarkovChains.Tempering;

/// <summary>Settings of <see cref="ParallelTempering"/>.</summary>
public sealed record ParallelTemperingOptions
{
    /// <summary>Temperatures per ladder, reference and target included; 0 (default) for as many as the communication barrier asks for. Range 0 or [2, 256].</summary>
    public int Rungs
    {
        get;
        init => field = Require.That(value, value is 0 or (>= 2 and <= 256), "A ladder has 2 to 256 rungs, or 0 to let the barrier decide.");
    }

    /// <summary>Most temperatures that the barrier may ask for. Range [2, 256]. Default 64.</summary>
    public int MostRungs
    {
        get;
        init => field = Require.That(value, value is >= 2 and <= 256, "A ladder has 2 to 256 rungs.");
    } = 64;

    /// <summary>Independent ladders, which give the standard errors; a multiple of 32. Default 32.</summary>
    public int Ladders
    {
        get;
        init => field = Require.That(value, value >= 32 && value % 32 == 0, "The number of ladders is a multiple of 32, one per SIMD lane.");
    } = 32;

    /// <summary>Tuning rounds, each twice as long as the one before, the first of 16 scans. Range [1, 16]. Default 6: 1,008 scans.</summary>
    public int Rounds
    {
        get;
        init => field = Require.That(value, value is >= 1 and <= 16, "There are 1 to 16 rounds of tuning.");
    } = 6;

    /// <summary>Fewest scans after tuning; more where more draws are asked for. Range [2, ∞). Default 1,000.</summary>
    public int LeastScans
    {
        get;
        init => field = Require.That(value, value >= 2, "At least 2 scans are needed.");
    } = 1_000;

    /// <summary>Standard error of ln Z, in nats, at which the run may end; until then the scans double. Range (0, ∞). Default 0.015.</summary>
    public double Precision
    {
        get;
        init => field = Require.That(value, value > 0, "The precision of ln Z is a positive number of nats.");
    } = 0.015;

    /// <summary>Scans at which the run ends whatever the precision; fewer than the least scans mean no doubling. Range [1, ∞). Default 32,000.</summary>
    public int MostScans
    {
        get;
        init => field = Require.That(value, value >= 1, "At least 1 scan is needed.");
    } = 32_000;

    /// <summary>
    /// Whether, after tuning, all rungs start anew from annealed particles. For targets with places that kernels hardly leave: chains that got there
    /// while cooling would stay, more of them than belong there. Default true.
    /// </summary>
    public bool AnnealedStart { get; init; } = true;

    /// <summary>The kernel that explores each temperature, and its first step size.</summary>
    public ITunableKernel Explorer { get; init; } = new HamiltonianMonteCarlo(new HamiltonianOptions { StepSize = 0.5, LeapfrogSteps = 10, StepSpread = 1.5 });
}
