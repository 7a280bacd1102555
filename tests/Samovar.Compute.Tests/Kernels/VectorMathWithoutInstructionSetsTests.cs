namespace Samovar.Compute.Tests.Kernels;

public sealed class VectorMathWithoutInstructionSetsTests
{
    [Fact]
    public void Accuracy_holds_on_narrow_vectors() => InstructionSets.RunNarrow<VectorMathAccuracyTests>();

    [Fact]
    public void Accuracy_holds_without_vectors() => InstructionSets.RunScalar<VectorMathAccuracyTests>();

    [Fact]
    public void Edges_hold_on_narrow_vectors() => InstructionSets.RunNarrow<VectorMathEdgeTests>();

    [Fact]
    public void Edges_hold_without_vectors() => InstructionSets.RunScalar<VectorMathEdgeTests>();
}
