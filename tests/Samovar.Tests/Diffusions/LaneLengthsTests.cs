using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Samovar.Diffusions;

namespace Samovar.Tests.Diffusions;

public sealed class LaneLengthsTests
{
    private const int Lanes = 32;
    private const float Longest = 5;

    /// <summary>Vectors (x, 2x) in two SIMD vectors of lanes per coordinate.</summary>
    [Theory]
    [InlineData(0f, 0f)]
    [InlineData(1f, 1f)]
    [InlineData(-1f, -1f)]
    [InlineData(100f, 2.236068f)]
    [InlineData(-100f, -2.236068f)]
    [InlineData(5e18f, 2.236068f)]
    public void What_is_too_long_gets_the_longest_length_and_keeps_its_direction(float first, float limited)
    {
        float[] values = Limited(first);

        Assert.Equal(limited, values[3], 1e-5f);
        Assert.Equal(2 * limited, values[Lanes + 3], 1e-5f);
    }

    [Fact]
    public void What_is_longer_than_a_float_can_square_becomes_zero() => Assert.Equal((0f, 0f), (Limited(1e20f)[3], Limited(1e20f)[Lanes + 3]));

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    public void What_is_not_finite_is_no_number_after_either(float first) => Assert.True(float.IsNaN(Limited(first)[3]));

    /// <summary>The vector of lane 3 after limiting; those of all other lanes are (1, 1), within the limit, and must stay so.</summary>
    private static float[] Limited(float first)
    {
        float[] values = [.. Enumerable.Repeat(1f, 2 * Lanes)];
        (values[3], values[Lanes + 3]) = (first, 2 * first);
        LaneLengths.Limit(MemoryMarshal.Cast<float, Vector512<float>>(values.AsSpan()), Lanes / Vector512<float>.Count, Longest);
        Assert.All(values.Index().Where(value => value.Index % Lanes != 3), value => Assert.Equal(1f, value.Item));
        return values;
    }
}
