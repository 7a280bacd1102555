using System.Runtime.Intrinsics;
using Samovar.Compute.Kernels;

namespace Samovar.Compute.Tests.Kernels;

public sealed class VectorMathEdgeTests
{
    private const double Infinity = double.PositiveInfinity;

    private static readonly Dictionary<string, (Func<Vector512<float>, Vector512<float>> Vector, Func<Vector512<double>, Vector512<double>> Double,
        Func<float, float> Scalar, Func<double, double> ScalarDouble)> Functions = new(StringComparer.Ordinal)
    {
        ["Exp"] = (VectorMath.Exp, VectorMath.Exp, VectorMath.Exp, VectorMath.Exp),
        ["Expm1"] = (VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1),
        ["Log"] = (VectorMath.Log, VectorMath.Log, VectorMath.Log, VectorMath.Log),
        ["Log1p"] = (VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p),
        ["Tanh"] = (VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh, VectorMath.Tanh),
        ["Sigmoid"] = (VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid, VectorMath.Sigmoid),
        ["Softplus"] = (VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus, VectorMath.Softplus),
        ["Sin"] = (VectorMath.Sin, VectorMath.Sin, VectorMath.Sin, VectorMath.Sin),
        ["Cos"] = (VectorMath.Cos, VectorMath.Cos, VectorMath.Cos, VectorMath.Cos),
        ["Abs"] = (VectorMath.Abs, VectorMath.Abs, VectorMath.Abs, VectorMath.Abs),
        ["Sqrt"] = (VectorMath.Sqrt, VectorMath.Sqrt, VectorMath.Sqrt, VectorMath.Sqrt),
        ["Reciprocal"] = (VectorMath.Reciprocal, VectorMath.Reciprocal, VectorMath.Reciprocal, VectorMath.Reciprocal),
    };

    public static TheoryData<string> Names => [.. Functions.Keys];

    [Theory]
    [InlineData("Exp", -Infinity, 0)]
    [InlineData("Exp", -800, 0)]
    [InlineData("Exp", 800, Infinity)]
    [InlineData("Exp", Infinity, Infinity)]
    [InlineData("Exp", 0, 1)]
    [InlineData("Expm1", -Infinity, -1)]
    [InlineData("Expm1", -1000, -1)]
    [InlineData("Expm1", 800, Infinity)]
    [InlineData("Expm1", Infinity, Infinity)]
    [InlineData("Expm1", 0, 0)]
    [InlineData("Log", 0, -Infinity)]
    [InlineData("Log", -0.0, -Infinity)]
    [InlineData("Log", -1, double.NaN)]
    [InlineData("Log", -Infinity, double.NaN)]
    [InlineData("Log", Infinity, Infinity)]
    [InlineData("Log", 1, 0)]
    [InlineData("Log1p", -1, -Infinity)]
    [InlineData("Log1p", -1.5, double.NaN)]
    [InlineData("Log1p", -Infinity, double.NaN)]
    [InlineData("Log1p", Infinity, Infinity)]
    [InlineData("Log1p", 0, 0)]
    [InlineData("Tanh", -Infinity, -1)]
    [InlineData("Tanh", Infinity, 1)]
    [InlineData("Tanh", 1e30, 1)]
    [InlineData("Tanh", 0, 0)]
    [InlineData("Sigmoid", Infinity, 1)]
    [InlineData("Sigmoid", -Infinity, 0)]
    [InlineData("Sigmoid", 0, 0.5)]
    [InlineData("Softplus", Infinity, Infinity)]
    [InlineData("Softplus", -Infinity, 0)]
    [InlineData("Softplus", 1e30, 1.0000000150474662e30)]
    [InlineData("Sin", Infinity, double.NaN)]
    [InlineData("Sin", 0, 0)]
    [InlineData("Cos", -Infinity, double.NaN)]
    [InlineData("Cos", 0, 1)]
    [InlineData("Abs", -Infinity, Infinity)]
    [InlineData("Sqrt", -1, double.NaN)]
    [InlineData("Sqrt", Infinity, Infinity)]
    [InlineData("Reciprocal", 0, Infinity)]
    [InlineData("Reciprocal", -0.0, -Infinity)]
    [InlineData("Reciprocal", Infinity, 0)]
    public void Takes_the_value_of_the_standard_at_the_edges(string name, double argument, double expected)
    {
        var (vector, wide, scalar, scalarDouble) = Functions[name];

        Assert.Equal((float)expected, vector(Vector512.Create((float)argument))[3]);
        Assert.Equal((float)expected, scalar((float)argument));

        // 1e30 as a float is the number expected above; as a double it is itself.
        double expectedDouble = Math.Abs(expected) > 2 && double.IsFinite(expected) ? argument : expected;
        Assert.Equal(expectedDouble, wide(Vector512.Create(argument))[3]);
        Assert.Equal(expectedDouble, scalarDouble(argument));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Hands_on_NaN_of_any_payload(string name)
    {
        var (vector, wide, scalar, scalarDouble) = Functions[name];

        foreach (int bits in new[] { 0x7fc00000, unchecked((int)0xffc00000), 0x7fc12345, unchecked((int)0xffffffff) })
        {
            Assert.True(float.IsNaN(vector(Vector512.Create(bits).AsSingle())[5]), $"{name} of NaN with bits {bits:x}.");
        }

        foreach (long bits in new[] { 0x7ff8000000000000, unchecked((long)0xfff8000000000000), 0x7ff8123456789abc, -1L })
        {
            Assert.True(double.IsNaN(wide(Vector512.Create(bits).AsDouble())[5]), $"{name} of NaN with bits {bits:x}.");
        }

        Assert.True(float.IsNaN(scalar(float.NaN)));
        Assert.True(double.IsNaN(scalarDouble(double.NaN)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Treats_a_lane_the_same_whatever_its_neighbours_are(string name)
    {
        var (vector, wide, _, _) = Functions[name];
        Vector512<float> mixed = Vector512.Create(
            0.3f, -4f, 1e7f, float.NaN, 90f, -90f, 0f, -0f, 1e-40f, float.PositiveInfinity, 2.5f, 7e4f, -1f, 1e30f, 1e-8f, 40f);
        Vector512<double> mixedDouble = Vector512.Create(0.3, -4, 1e12, double.NaN, 720, 1e-310, double.PositiveInfinity, 7e4);

        for (int lane = 0; lane < 16; lane++)
        {
            Assert.Equal(vector(Vector512.Create(mixed[lane]))[0], vector(mixed)[lane]);
            Assert.Equal(wide(Vector512.Create(mixedDouble[lane % 8]))[0], wide(mixedDouble)[lane % 8]);
        }
    }

    [Fact]
    public void Exp_flushes_what_is_not_a_normal_number_and_keeps_what_is()
    {
        Assert.Equal(0f, VectorMath.Exp(Vector512.Create(-87.4f))[0]);
        Assert.True(VectorMath.Exp(Vector512.Create(-87.336f))[0] > 1.1754943e-38f);
        Assert.True(float.IsFinite(VectorMath.Exp(Vector512.Create(88.72283f))[0]));
        Assert.Equal(float.PositiveInfinity, VectorMath.Exp(Vector512.Create(88.7229f))[0]);
    }

    [Fact]
    public void Tanh_keeps_the_sign_of_zero()
    {
        Assert.True(float.IsNegative(VectorMath.Tanh(Vector512.Create(-0f))[0]));
        Assert.True(double.IsNegative(VectorMath.Tanh(Vector512.Create(-0.0))[0]));
    }

    [Fact]
    public void The_code_generator_finds_both_vector_forms_of_every_function_by_name()
    {
        foreach (string name in Functions.Keys)
        {
            Assert.NotNull(typeof(VectorMath).GetMethod(name, [typeof(Vector512<float>)]));
            Assert.NotNull(typeof(VectorMath).GetMethod(name, [typeof(Vector512<double>)]));
        }
    }
}
