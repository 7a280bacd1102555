using System.Runtime.Intrinsics;
using Samovar.Compute.Kernels;

namespace Samovar.Compute.Tests.Kernels;

public sealed class VectorMathAccuracyTests
{
    private const double SingleBound = 3e-7;
    private const double DoubleBound = 5e-15;

    private static readonly Dictionary<string, (Func<Vector512<float>, Vector512<float>> Single, Func<Vector512<double>, Vector512<double>> Double,
        Func<double, double> Reference)> Functions = new(StringComparer.Ordinal)
    {
        ["Exp"] = (VectorMath.Exp, VectorMath.Exp, Math.Exp),
        ["Expm1"] = (VectorMath.Expm1, VectorMath.Expm1, VectorMath.Expm1),
        ["Log"] = (VectorMath.Log, VectorMath.Log, Math.Log),
        ["Log1p"] = (VectorMath.Log1p, VectorMath.Log1p, VectorMath.Log1p),
        ["Tanh"] = (VectorMath.Tanh, VectorMath.Tanh, Math.Tanh),
        ["Sigmoid"] = (VectorMath.Sigmoid, VectorMath.Sigmoid, x => Math.Exp(Math.Min(x, 0)) / (1 + Math.Exp(-Math.Abs(x)))),
        ["Softplus"] = (VectorMath.Softplus, VectorMath.Softplus, x => Math.Max(x, 0) + VectorMath.Log1p(Math.Exp(-Math.Abs(x)))),
        ["Sin"] = (VectorMath.Sin, VectorMath.Sin, Math.Sin),
        ["Cos"] = (VectorMath.Cos, VectorMath.Cos, Math.Cos),
        ["SinCos sine"] = (x => VectorMath.SinCos(x).Sine, x => VectorMath.SinCos(x).Sine, Math.Sin),
        ["SinCos cosine"] = (x => VectorMath.SinCos(x).Cosine, x => VectorMath.SinCos(x).Cosine, Math.Cos),
        ["Abs"] = (VectorMath.Abs, VectorMath.Abs, Math.Abs),
        ["Sqrt"] = (VectorMath.Sqrt, VectorMath.Sqrt, Math.Sqrt),
        ["Reciprocal"] = (VectorMath.Reciprocal, VectorMath.Reciprocal, x => 1 / x),
    };

    [Theory]
    [InlineData("Exp", -104, 88.72)]
    [InlineData("Exp", -1, 1)]
    [InlineData("Expm1", -100, 88.72)]
    [InlineData("Expm1", -1.5, 1.5)]
    [InlineData("Log", 0, 3.4e38)]
    [InlineData("Log", 0.5, 2)]
    [InlineData("Log", 1e-44, 1.2e-38)]
    [InlineData("Log1p", -0.9999999, 2)]
    [InlineData("Log1p", 0, 3.4e38)]
    [InlineData("Tanh", -45, 45)]
    [InlineData("Tanh", -1.5, 1.5)]
    [InlineData("Sigmoid", -100, 100)]
    [InlineData("Softplus", -100, 100)]
    [InlineData("Sin", -10, 10)]
    [InlineData("Cos", -10, 10)]
    [InlineData("Sin", -99999, 3e6)]
    [InlineData("Cos", -99999, 3e6)]
    [InlineData("SinCos sine", -10, 10)]
    [InlineData("SinCos cosine", -10, 10)]
    [InlineData("SinCos sine", -3e6, 99999)]
    [InlineData("SinCos cosine", -3e6, 99999)]
    [InlineData("Abs", -1e30, 1e30)]
    [InlineData("Sqrt", 0, 1e30)]
    [InlineData("Reciprocal", 1e-30, 1e30)]
    public void Single_precision_stays_within_the_stated_relative_error(string name, double low, double high)
    {
        var (function, _, reference) = Functions[name];

        (double error, double at) = VectorMathSweep.LargestError(function, reference, VectorMathSweep.Singles(low, high));

        TestContext.Current.TestOutputHelper?.WriteLine($"{name} [{low}, {high}]: {error:e2} at {at:r}");
        Assert.True(error <= SingleBound, $"{name}: relative error {error:e3} at x = {at:r}.");
    }

    [Theory]
    [InlineData("Exp", -745, 709.7)]
    [InlineData("Exp", -1, 1)]
    [InlineData("Expm1", -100, 709.7)]
    [InlineData("Expm1", -1.5, 1.5)]
    [InlineData("Log", 0, 1e308)]
    [InlineData("Log", 0.5, 2)]
    [InlineData("Log", 1e-320, 1e-307)]
    [InlineData("Log1p", -0.9999999, 2)]
    [InlineData("Log1p", 0, 1.7e308)]
    [InlineData("Tanh", -45, 45)]
    [InlineData("Tanh", -1.5, 1.5)]
    [InlineData("Sigmoid", -800, 100)]
    [InlineData("Softplus", -800, 100)]
    [InlineData("Sin", -10, 10)]
    [InlineData("Cos", -10, 10)]
    [InlineData("Sin", -9e8, 3e9)]
    [InlineData("Cos", -9e8, 3e9)]
    [InlineData("SinCos sine", -10, 10)]
    [InlineData("SinCos cosine", -10, 10)]
    [InlineData("SinCos sine", -9e8, 3e9)]
    [InlineData("SinCos cosine", -9e8, 3e9)]
    [InlineData("Abs", -1e300, 1e300)]
    [InlineData("Sqrt", 0, 1e300)]
    [InlineData("Reciprocal", 1e-300, 1e300)]
    public void Double_precision_stays_within_the_stated_relative_error(string name, double low, double high)
    {
        var (_, function, reference) = Functions[name];

        (double error, double at) = VectorMathSweep.LargestError(function, reference, VectorMathSweep.Doubles(low, high));

        TestContext.Current.TestOutputHelper?.WriteLine($"{name} [{low}, {high}]: {error:e2} at {at:r}");
        Assert.True(error <= DoubleBound, $"{name}: relative error {error:e3} at x = {at:r}.");
    }

    [Fact]
    public void The_sweep_notices_a_tangent_that_loses_relative_accuracy_near_zero()
    {
        static Vector512<float> Naive(Vector512<float> x)
        {
            Vector512<float> e = VectorMath.Exp(x + x);
            return (e - Vector512<float>.One) / (e + Vector512<float>.One);
        }

        (double error, _) = VectorMathSweep.LargestError(Naive, Math.Tanh, VectorMathSweep.Singles(-1.5, 1.5));

        Assert.True(error > SingleBound);
    }

    [Fact]
    public void Every_float_near_a_multiple_of_pi_keeps_a_small_relative_error()
    {
        float[] arguments = [.. Enumerable.Range(1, 31_000).SelectMany(k => new[] { (float)(k * Math.PI), (float)((k + 0.5) * Math.PI) })];

        Assert.InRange(VectorMathSweep.LargestError(VectorMath.Sin, Math.Sin, arguments).Error, 0, SingleBound);
        Assert.InRange(VectorMathSweep.LargestError(VectorMath.Cos, Math.Cos, arguments).Error, 0, SingleBound);
    }
}
