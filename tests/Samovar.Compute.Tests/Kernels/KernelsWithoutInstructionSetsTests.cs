namespace Samovar.Compute.Tests.Kernels;

public sealed class KernelsWithoutInstructionSetsTests
{
    [Fact]
    public void Matrix_products_hold_on_narrow_vectors() => InstructionSets.RunNarrow<MatrixProductTests>();

    [Fact]
    public void Matrix_products_hold_without_vectors() => InstructionSets.RunScalar<MatrixProductTests>();

    [Fact]
    public void Adam_holds_on_narrow_vectors() => InstructionSets.RunNarrow<AdamKernelTests>();

    [Fact]
    public void Adam_holds_without_vectors() => InstructionSets.RunScalar<AdamKernelTests>();

    [Fact]
    public void Layers_hold_on_narrow_vectors() => InstructionSets.RunNarrow<LayerKernelTests>();

    [Fact]
    public void Layers_hold_without_vectors() => InstructionSets.RunScalar<LayerKernelTests>();

    [Fact]
    public void Gaussian_averages_hold_on_narrow_vectors() => InstructionSets.RunNarrow<GaussianAveragesTests>();

    [Fact]
    public void Gaussian_averages_hold_without_vectors() => InstructionSets.RunScalar<GaussianAveragesTests>();

    [Fact]
    public void A_class_that_the_child_does_not_know_is_not_a_success() =>
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(InstructionSets.RunNarrow<string>);
}
