using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Samovar.Compute.Kernels;

/// <summary>A block of native floats, aligned to 64 bytes (one cache line, one wide vector) and zeroed at birth.</summary>
/// <remarks>Lives outside the collected heap, so its address never moves. Released by <see cref="Dispose"/>, at the latest when it is collected.</remarks>
public sealed unsafe class AlignedMemory : IDisposable
{
    /// <summary>The alignment of <see cref="Pointer"/>, in bytes.</summary>
    public const int Alignment = 64;

    private readonly Block block;
    private float* address;

    /// <summary>Reserves a zeroed block.</summary>
    /// <param name="floats">The number of floats, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="floats"/> is negative.</exception>
    /// <exception cref="OutOfMemoryException">The system does not grant the memory.</exception>
    public AlignedMemory(long floats)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(floats);
        block = new Block(checked((nuint)floats * sizeof(float)));
        address = (float*)block.DangerousGetHandle();
        Length = floats;
    }

    /// <summary>The number of floats.</summary>
    public long Length { get; }

    /// <summary>The first float. Valid until <see cref="Dispose"/>; keep this object alive while the pointer is in use.</summary>
    /// <exception cref="ObjectDisposedException">The block has been released.</exception>
    public float* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(address is null, this);
            return address;
        }
    }

    /// <summary>The block as a span.</summary>
    /// <exception cref="ObjectDisposedException">The block has been released.</exception>
    /// <exception cref="OverflowException">The block holds more than <see cref="int.MaxValue"/> floats.</exception>
    public Span<float> Span => new(Pointer, checked((int)Length));

    /// <summary>Releases the block. A second call does nothing.</summary>
    public void Dispose()
    {
        address = null;
        block.Dispose();
    }

    /// <summary>Owns the address: the runtime releases a forgotten handle even when the program is coming down.</summary>
    private sealed class Block : SafeHandleZeroOrMinusOneIsInvalid
    {
        public Block(nuint bytes)
            : base(ownsHandle: true)
        {
            // An empty block still owns an address, so that arithmetic on it stays legal.
            void* memory = NativeMemory.AlignedAlloc(Math.Max(bytes, Alignment), Alignment);
            NativeMemory.Clear(memory, bytes);
            SetHandle((nint)memory);
        }

        protected override bool ReleaseHandle()
        {
            NativeMemory.AlignedFree((void*)handle);
            return true;
        }
    }
}
