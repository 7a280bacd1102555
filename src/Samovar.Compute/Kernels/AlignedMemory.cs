using System.Runtime.InteropServices;

namespace Samovar.Compute.Kernels;

/// <summary>A block of native floats, aligned to 64 bytes (one cache line, one wide vector) and zeroed at birth.</summary>
/// <remarks>Lives outside the collected heap, so its address never moves. Released by <see cref="Dispose"/>, at the latest by the finalizer.</remarks>
public sealed unsafe class AlignedMemory : IDisposable
{
    /// <summary>The alignment of <see cref="Pointer"/>, in bytes.</summary>
    public const int Alignment = 64;

    private float* pointer;

    /// <summary>Reserves a zeroed block.</summary>
    /// <param name="floats">The number of floats, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="floats"/> is negative.</exception>
    /// <exception cref="OutOfMemoryException">The system does not grant the memory.</exception>
    public AlignedMemory(long floats)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(floats);
        nuint bytes = checked((nuint)floats * sizeof(float));
        // An empty block still owns an address, so that arithmetic on it stays legal.
        pointer = (float*)NativeMemory.AlignedAlloc(Math.Max(bytes, Alignment), Alignment);
        NativeMemory.Clear(pointer, bytes);
        Length = floats;
    }

    /// <summary>Releases the block if nobody disposed of it.</summary>
    ~AlignedMemory() => Release();

    /// <summary>The number of floats.</summary>
    public long Length { get; }

    /// <summary>The first float. Valid until <see cref="Dispose"/>; keep this object alive while the pointer is in use.</summary>
    /// <exception cref="ObjectDisposedException">The block has been released.</exception>
    public float* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(pointer is null, this);
            return pointer;
        }
    }

    /// <summary>The block as a span.</summary>
    /// <exception cref="ObjectDisposedException">The block has been released.</exception>
    /// <exception cref="OverflowException">The block holds more than <see cref="int.MaxValue"/> floats.</exception>
    public Span<float> Span => new(Pointer, checked((int)Length));

    /// <summary>Releases the block. A second call does nothing.</summary>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        NativeMemory.AlignedFree(pointer);
        pointer = null;
    }
}
