using Samovar.Compute.Kernels;

namespace Samovar.Compute.Tests.Kernels;

public sealed unsafe class AlignedMemoryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(100_003)]
    public void A_block_is_aligned_zeroed_and_as_long_as_asked(int floats)
    {
        using AlignedMemory memory = new(floats);
        Assert.Equal(0, (nint)memory.Pointer % AlignedMemory.Alignment);
        Assert.Equal(floats, memory.Length);
        Assert.Equal(floats, memory.Span.Length);
        Assert.True(memory.Span.IndexOfAnyExcept(0f) < 0);
    }

    [Fact]
    public void A_released_block_gives_no_pointer_and_may_be_released_again()
    {
        AlignedMemory memory = new(4);
        memory.Dispose();
        memory.Dispose();
        Assert.Throws<ObjectDisposedException>(() => (nint)memory.Pointer);
    }

    [Fact]
    public void A_negative_length_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedMemory(-1));
}
