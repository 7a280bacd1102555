using System.Numerics;
using System.Reflection;
using System.Runtime.Intrinsics;
using Samovar.Compute.Kernels;

namespace Samovar.Compute.Graphs.Programs;

/// <summary>The vector methods that compiled loops call, looked up once per element type.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal static class VectorInstructions<T>
    where T : unmanaged, INumber<T>
{
    public static readonly MethodInfo Load = Generic(nameof(Vector512.Load));
    public static readonly MethodInfo Store = Generic(nameof(Vector512.Store));
    public static readonly MethodInfo Create = Exact(typeof(Vector512), nameof(Vector512.Create), typeof(T));
    public static readonly MethodInfo ToScalar = Generic(nameof(Vector512.ToScalar));
    public static readonly MethodInfo Sum = Generic(nameof(Vector512.Sum));
    public static readonly MethodInfo Largest = Exact(typeof(LoopArithmetic), nameof(LoopArithmetic.Largest), typeof(Vector512<T>));
    public static readonly MethodInfo LeadingLanes = Exact(typeof(LoopArithmetic), typeof(T) == typeof(float) ? nameof(LoopArithmetic.LeadingFloats) : nameof(LoopArithmetic.LeadingDoubles), typeof(int));
    public static readonly MethodInfo ConditionalSelect = Generic(nameof(Vector512.ConditionalSelect));
    public static readonly MethodInfo VectorEquals = Generic(nameof(Vector512.Equals));
    public static readonly MethodInfo GreaterThan = Generic(nameof(Vector512.GreaterThan));
    public static readonly MethodInfo Negate = Generic(nameof(Vector512.Negate));
    public static readonly MethodInfo FusedMultiplyAdd = Exact(typeof(Vector512), nameof(Vector512.FusedMultiplyAdd), typeof(Vector512<T>), typeof(Vector512<T>), typeof(Vector512<T>));

    /// <summary>The method that computes a primitive of one or two vectors.</summary>
    public static MethodInfo Of(Operation operation) => operation switch
    {
        Operation.Add => Vectors(nameof(Vector512.Add)),
        Operation.Subtract => Vectors(nameof(Vector512.Subtract)),
        Operation.Multiply => Vectors(nameof(Vector512.Multiply)),
        Operation.Divide => Vectors(nameof(Vector512.Divide)),
        Operation.Minimum => Vectors(nameof(Vector512.Min)),
        Operation.Maximum or Operation.MaxColumns => Vectors(nameof(Vector512.Max)),
        Operation.Negate => Negate,
        Operation.Abs => Generic(nameof(Vector512.Abs)),
        Operation.Sqrt => Generic(nameof(Vector512.Sqrt)),
        Operation.Exp or Operation.Log or Operation.Log1p or Operation.Sin or Operation.Cos or Operation.Tanh or Operation.Sigmoid or Operation.Softplus =>
            Exact(typeof(VectorMath), operation.ToString(), typeof(Vector512<T>)),
        _ => throw new NotSupportedException($"Primitive '{operation}' has no vector form."),
    };

    private static MethodInfo Vectors(string name) => typeof(Vector512).GetMethods()
        .Single(method => method.Name == name && method.IsGenericMethodDefinition && method.GetParameters() is { Length: 2 } parameters
            && parameters.All(parameter => parameter.ParameterType.IsGenericType))
        .MakeGenericMethod(typeof(T));

    private static MethodInfo Generic(string name) => typeof(Vector512).GetMethods()
        .Single(method => method.Name == name && method.IsGenericMethodDefinition)
        .MakeGenericMethod(typeof(T));

    private static MethodInfo Exact(Type owner, string name, params Type[] parameters) =>
        owner.GetMethod(name, BindingFlags.Public | BindingFlags.Static, parameters)
        ?? throw new MissingMethodException(owner.Name, $"{name}({string.Join(", ", parameters.Select(parameter => parameter.Name))})");
}
