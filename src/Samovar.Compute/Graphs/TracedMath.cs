namespace Samovar.Compute.Graphs;

/// <summary>Functions on traced values. Meant for <c>using static</c>, so that an energy reads like its formula.</summary>
public static class TracedMath
{
    /// <summary>x².</summary>
    public static Traced Square(Traced x) => x * x;

    /// <summary>√x, for x ≥ 0.</summary>
    public static Traced Sqrt(Traced x) => x.Graph.Unary(Operation.Sqrt, x);

    /// <summary>|x|; the derivative at 0 is taken as −1.</summary>
    public static Traced Abs(Traced x) => x.Graph.Unary(Operation.Abs, x);

    /// <summary>exp x.</summary>
    public static Traced Exp(Traced x) => x.Graph.Unary(Operation.Exp, x);

    /// <summary>Natural logarithm, for x &gt; 0.</summary>
    public static Traced Log(Traced x) => x.Graph.Unary(Operation.Log, x);

    /// <summary>ln(1 + x), accurate near 0.</summary>
    public static Traced Log1p(Traced x) => x.Graph.Unary(Operation.Log1p, x);

    /// <summary>sin x, x in radians.</summary>
    public static Traced Sin(Traced x) => x.Graph.Unary(Operation.Sin, x);

    /// <summary>cos x, x in radians.</summary>
    public static Traced Cos(Traced x) => x.Graph.Unary(Operation.Cos, x);

    /// <summary>tanh x.</summary>
    public static Traced Tanh(Traced x) => x.Graph.Unary(Operation.Tanh, x);

    /// <summary>The logistic function 1 / (1 + exp(−x)).</summary>
    public static Traced Sigmoid(Traced x) => x.Graph.Unary(Operation.Sigmoid, x);

    /// <summary>ln(1 + exp x).</summary>
    public static Traced Softplus(Traced x) => x.Graph.Unary(Operation.Softplus, x);

    /// <summary>The sigmoid-weighted linear unit x · sigmoid(x).</summary>
    public static Traced Silu(Traced x) => x * Sigmoid(x);

    /// <summary>The Gaussian error linear unit in its tanh form.</summary>
    /// <remarks>Source: Hendrycks and Gimpel, 2016, arXiv:1606.08415.</remarks>
    public static Traced Gelu(Traced x) => 0.5 * x * (1 + Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))));

    /// <summary>x where positive, slope · x elsewhere.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="slope">Slope on the negative side, in [0, 1].</param>
    public static Traced LeakyRelu(Traced x, double slope) => Maximum(x, slope * x);

    /// <summary>xᵖ by repeated multiplication.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="power">Whole exponent, 1 or more.</param>
    public static Traced Power(Traced x, int power)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(power, 1);
        if (power == 1)
        {
            return x;
        }

        Traced half = Power(x, power / 2);
        return power % 2 == 0 ? half * half : half * half * x;
    }

    /// <summary>The smaller of two values, element by element.</summary>
    public static Traced Minimum(Traced left, Traced right) => left.Graph.Binary(Operation.Minimum, left, right);

    /// <summary>The larger of two values, element by element.</summary>
    public static Traced Maximum(Traced left, Traced right) => left.Graph.Binary(Operation.Maximum, left, right);

    /// <summary>A choice, element by element; both branches are computed.</summary>
    /// <param name="condition">A comparison of traced values (1 or 0).</param>
    /// <param name="whenTrue">Value where the condition is 1.</param>
    /// <param name="whenFalse">Value where the condition is 0.</param>
    public static Traced Where(Traced condition, Traced whenTrue, Traced whenFalse) =>
        condition.Graph.Select(condition, whenTrue, whenFalse);

    /// <summary>A choice between a value and a number, such as +∞ for the energy outside a support.</summary>
    /// <param name="condition">A comparison of traced values (1 or 0).</param>
    /// <param name="whenTrue">Value where the condition is 1.</param>
    /// <param name="whenFalse">Number where the condition is 0.</param>
    public static Traced Where(Traced condition, Traced whenTrue, double whenFalse) => Where(condition, whenTrue, condition.Graph.Constant(whenFalse));

    /// <summary>A choice between a number and a value.</summary>
    /// <param name="condition">A comparison of traced values (1 or 0).</param>
    /// <param name="whenTrue">Number where the condition is 1.</param>
    /// <param name="whenFalse">Value where the condition is 0.</param>
    public static Traced Where(Traced condition, double whenTrue, Traced whenFalse) => Where(condition, condition.Graph.Constant(whenTrue), whenFalse);

    /// <summary>The value of x, taken as constant by differentiation.</summary>
    public static Traced Detach(Traced x) => x.Graph.Unary(Operation.Detach, x);

    /// <summary>Sum over the features of each point.</summary>
    /// <param name="x">[n, k].</param>
    /// <returns>[n, 1].</returns>
    public static Traced Sum(Traced x) => x.Graph.Reduce(Operation.SumColumns, x);

    /// <summary>Largest feature of each point.</summary>
    /// <param name="x">[n, k].</param>
    /// <returns>[n, 1].</returns>
    public static Traced Max(Traced x) => x.Graph.Reduce(Operation.MaxColumns, x);

    /// <summary>Scalar product of two vectors of each point.</summary>
    /// <param name="left">[n, k] or [1, k].</param>
    /// <param name="right">[n, k] or [1, k].</param>
    /// <returns>[n, 1].</returns>
    public static Traced Dot(Traced left, Traced right) => Sum(left * right);

    /// <summary>ln Σ exp over the features of each point, without overflow.</summary>
    /// <param name="x">[n, k].</param>
    /// <returns>[n, 1].</returns>
    public static Traced LogSumExp(Traced x)
    {
        // Terms below exp(-60) of the largest are invisible in double precision. They are raised to it, because subnormal numbers, which their products
        // would become, cost a hundred times an ordinary operation. The derivative of each term stays the term itself.
        const double Invisible = -60;
        Traced largest = Detach(Max(x));
        Traced relative = x - largest;
        return largest + Log(Sum(Exp(relative + Detach(Maximum(relative, x.Graph.Constant(Invisible)) - relative))));
    }

    /// <summary>Sum over points.</summary>
    /// <param name="x">[n, k].</param>
    /// <returns>[1, k].</returns>
    public static Traced SumOverPoints(Traced x) => x.Graph.Reduce(Operation.SumRows, x);

    /// <summary>Mean over points.</summary>
    /// <param name="x">[n, k].</param>
    /// <returns>[1, k].</returns>
    public static Traced MeanOverPoints(Traced x) => SumOverPoints(x) / x.Graph.BatchCount;

    /// <summary>Matrix product of point vectors with a shared matrix.</summary>
    /// <param name="left">[n, k].</param>
    /// <param name="right">[k, m].</param>
    /// <returns>[n, m].</returns>
    public static Traced MatrixProduct(Traced left, Traced right) => left.Graph.Product(left, right, false, false);

    /// <summary>Columns side by side.</summary>
    /// <param name="columns">Values of shape [n, 1].</param>
    /// <returns>[n, m] for m values.</returns>
    public static Traced Stack(params Traced[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        ArgumentOutOfRangeException.ThrowIfZero(columns.Length);
        return columns[0].Graph.Stack(columns);
    }

    /// <summary>Features picked by index.</summary>
    /// <param name="x">[n, k].</param>
    /// <param name="columns">m indices, each 0 to k − 1.</param>
    /// <returns>[n, m].</returns>
    public static Traced Gather(Traced x, params int[] columns) => x.Graph.Gather(x, columns);
}
