using Samovar.Compute.Graphs;
using Samovar.Compute.Graphs.Programs;

namespace Samovar.Targets;

/// <summary>Evaluates an energy on blocks of points with two compiled programs on the same memory: one with the score, one without.</summary>
internal sealed unsafe class EnergyLaneKernel : ILaneKernel
{
    private readonly LaneProgram<float> program;
    private readonly LaneProgram<float> valueProgram;
    private readonly LaneMemory<float> memory;
    private readonly LaneMemory<float> valueMemory;
    private readonly float* points;
    private readonly float* logDensities;
    private readonly float* scores;
    private readonly int dimension;

    public EnergyLaneKernel(LaneProgram<float> program, LaneProgram<float> valueProgram, Traced point, Traced logDensity, Traced score)
    {
        this.program = program;
        this.valueProgram = valueProgram;
        memory = program.CreateMemory();
        valueMemory = valueProgram.CreateMemory();
        valueProgram.Share(valueMemory, point, program, memory);
        valueProgram.Share(valueMemory, logDensity, program, memory);
        dimension = point.Shape.Columns;
        points = Address(program.Values(memory, point));
        logDensities = Address(program.Values(memory, logDensity));
        scores = Address(program.Values(memory, score));
    }

    public int Lanes => program.Lanes;

    public Span<float> Points => new(points, dimension * Lanes);

    public Span<float> LogDensity => new(logDensities, Lanes);

    public Span<float> Score => new(scores, dimension * Lanes);

    public void Evaluate() => program.Run(memory);

    public void EvaluateLogDensity() => valueProgram.Run(valueMemory);

    /// <summary>The memory is native and lives as long as this kernel, so its address stays good.</summary>
    private static float* Address(Span<float> values)
    {
        fixed (float* address = values)
        {
            return address;
        }
    }
}
