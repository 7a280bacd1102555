namespace Samovar.MarkovChains.Tempering;

/// <summary>Settings of <see cref="SequentialMonteCarlo"/>.</summary>
public sealed record SequentialMonteCarloOptions
{
    /// <summary>Particles per island, a multiple of 32. Default 256.</summary>
    public int ParticlesPerIsland
    {
        get;
        init => field = Require.That(value, value >= 32 && value % 32 == 0, "The number of particles of an island is a multiple of 32, one per SIMD lane.");
    } = 256;

    /// <summary>Independent islands of one batch, which give the standard error. Range [4, ∞). Default 16.</summary>
    public int Islands
    {
        get;
        init => field = Require.That(value, value >= 4, "At least 4 islands are needed for a standard error.");
    } = 16;

    /// <summary>Share of effective particles that each temperature step keeps. Range (0, 1). Default 0.9.</summary>
    public double EffectiveShare
    {
        get;
        init => field = Require.That(value, value is > 0 and < 1, "The share of effective particles lies between 0 and 1.");
    } = 0.9;

    /// <summary>Least moves of the kernel at each temperature. Range [1, ∞). Default 3.</summary>
    public int Moves
    {
        get;
        init => field = Require.That(value, value >= 1, "Each temperature takes at least 1 move.");
    } = 3;

    /// <summary>Most moves of the kernel at each temperature; at least <see cref="Moves"/> are made in any case. Range [1, ∞). Default 64.</summary>
    public int MostMoves
    {
        get;
        init => field = Require.That(value, value >= 1, "Each temperature takes at least 1 move.");
    } = 64;

    /// <summary>Correlation with what it was before the moves that ln p − ln N(0, I) may keep; the number of moves follows from it. Range (0, 1). Default 0.1.</summary>
    /// <remarks>Each temperature sets the number for the next one, so the moves of a temperature do not depend on what they did.</remarks>
    public double Memory
    {
        get;
        init => field = Require.That(value, value is > 0 and < 1, "The correlation that may be left lies between 0 and 1.");
    } = 0.1;

    /// <summary>Standard error of ln Z, in nats, at which the run may end; until then further batches of islands run. Range (0, ∞). Default 0.015.</summary>
    public double Precision
    {
        get;
        init => field = Require.That(value, value > 0, "The precision of ln Z is a positive number of nats.");
    } = 0.015;

    /// <summary>Batches at which the run ends whatever the precision. Range [1, ∞). Default 64.</summary>
    public int MostBatches
    {
        get;
        init => field = Require.That(value, value >= 1, "At least 1 batch is needed.");
    } = 64;

    /// <summary>Most temperature steps before the run gives up. Range [1, ∞). Default 5,000.</summary>
    public int MostSteps
    {
        get;
        init => field = Require.That(value, value >= 1, "At least 1 temperature step is needed.");
    } = 5_000;

    /// <summary>The kernel that moves the particles, and its first step size.</summary>
    public ITunableKernel Explorer { get; init; } = new HamiltonianMonteCarlo(new HamiltonianOptions { StepSize = 0.5, LeapfrogSteps = 10, StepSpread = 1.5 });
}
