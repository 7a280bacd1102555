namespace Samovar.Compute.Graphs;

/// <summary>The primitives of a static graph. Everything else is composed of them, so differentiation needs a rule for these alone.</summary>
public enum Operation
{
    /// <summary>Values handed in before each run.</summary>
    Input,

    /// <summary>Trained values, shared between graphs.</summary>
    Parameter,

    /// <summary>Values frozen when the graph was traced.</summary>
    Constant,

    /// <summary>The number of points of the running batch, [1, 1].</summary>
    BatchCount,

    /// <summary>a + b.</summary>
    Add,

    /// <summary>a − b.</summary>
    Subtract,

    /// <summary>a · b, element by element.</summary>
    Multiply,

    /// <summary>a / b.</summary>
    Divide,

    /// <summary>The smaller of a and b.</summary>
    Minimum,

    /// <summary>The larger of a and b.</summary>
    Maximum,

    /// <summary>1 where a &gt; b, otherwise 0.</summary>
    GreaterThan,

    /// <summary>b where a is not 0, otherwise c.</summary>
    Select,

    /// <summary>−a.</summary>
    Negate,

    /// <summary>|a|.</summary>
    Abs,

    /// <summary>√a.</summary>
    Sqrt,

    /// <summary>exp a.</summary>
    Exp,

    /// <summary>ln a.</summary>
    Log,

    /// <summary>ln(1 + a), accurate near 0.</summary>
    Log1p,

    /// <summary>sin a.</summary>
    Sin,

    /// <summary>cos a.</summary>
    Cos,

    /// <summary>tanh a.</summary>
    Tanh,

    /// <summary>1 / (1 + exp(−a)).</summary>
    Sigmoid,

    /// <summary>ln(1 + exp a).</summary>
    Softplus,

    /// <summary>The value of a, taken as constant by differentiation.</summary>
    Detach,

    /// <summary>a repeated to a larger shape.</summary>
    Broadcast,

    /// <summary>[n, k] → [n, 1], the sum over the features of each point.</summary>
    SumColumns,

    /// <summary>[n, k] → [n, 1], the largest feature of each point.</summary>
    MaxColumns,

    /// <summary>[n, k] → [1, k], the sum over points.</summary>
    SumRows,

    /// <summary>[n, k] → [n, m], features picked by index.</summary>
    GatherColumns,

    /// <summary>[n, m], [n, m′], … → [n, k], features added into (or subtracted from) places given by index; places not named are 0.</summary>
    ScatterColumns,

    /// <summary>m columns of one feature → [n, m].</summary>
    Stack,

    /// <summary>Matrix product, either side transposed if the node says so.</summary>
    MatrixProduct,
}
