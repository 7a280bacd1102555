namespace Samovar.Compute.Tests.Randomness;

public sealed class RandomnessWithoutInstructionSetsTests
{
    [Fact]
    public void Philox_gives_its_words_on_narrow_vectors() => InstructionSets.RunNarrow<PhiloxTests>();

    [Fact]
    public void Philox_gives_its_words_without_vectors() => InstructionSets.RunScalar<PhiloxTests>();

    [Fact]
    public void Streams_give_the_same_bytes_on_narrow_vectors() => InstructionSets.RunNarrow<RandomStreamTests>();

    [Fact]
    public void Streams_give_the_same_bytes_without_vectors() => InstructionSets.RunScalar<RandomStreamTests>();
}
