namespace Samovar.Compute.Kernels;

/// <summary>
/// Elementwise functions on whole vectors, and their scalar twins, with a stated relative error.
/// </summary>
/// <remarks>
/// <para>
/// Every function exists for <c>Vector512&lt;float&gt;</c>, <c>Vector512&lt;double&gt;</c>, <c>float</c> and <c>double</c> under one name. The vector
/// forms are branch-free (sine and cosine excepted), meant to be inlined into fused loops, and treat each lane by itself: a lane's result never
/// depends on its neighbours. They use portable vector operations only; narrower machines run the same operations in halves and
/// give the same bits, as every rounding is fixed by fused multiply-add.
/// </para>
/// <para>
/// The relative error of the vector forms is below 3e-7 (<c>float</c>) and 5e-15 (<c>double</c>) wherever the result is a normal
/// number; results below the smallest normal number may be flushed to zero, and the sign of a zero result is not promised. A NaN argument gives NaN.
/// The scalar forms are computed in <c>double</c> by <see cref="Math"/> and serve as reference.
/// </para>
/// <para>
/// The polynomials interpolate the exact function at Chebyshev nodes of the reduced interval, computed with sixty digits and then rounded.
/// </para>
/// </remarks>
public static partial class VectorMath
{
}
