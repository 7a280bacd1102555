using Samovar.Compute.Graphs;
using static Samovar.Compute.Graphs.TracedMath;

namespace Samovar.Compute.Tests.Graphs;

/// <summary>Products with a frozen symmetric matrix, which is its own transpose.</summary>
public sealed class SymmetricProductTests
{
    private static readonly double[,] Symmetric = { { 2, -1, 0.5 }, { -1, 3, 0.25 }, { 0.5, 0.25, 1 } };
    private static readonly double[,] Askew = { { 2, -1, 0.5 }, { 1, 3, 0.25 }, { 0.5, 0.25, 1 } };

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void A_quadratic_form_and_its_gradient_share_the_product_if_the_matrix_is_symmetric(bool symmetric, int products)
    {
        (Graph graph, _, _, _) = Trace(symmetric ? Symmetric : Askew);

        Assert.Equal(products, graph.Nodes.Count(node => node.Operation == Operation.MatrixProduct));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_gradient_is_that_of_the_quadratic_form(bool symmetric)
    {
        double[,] matrix = symmetric ? Symmetric : Askew;
        (_, Traced point, Traced form, Traced gradient) = Trace(matrix);
        double[,] points = { { 1, 2, -1 }, { 0.5, -0.25, 3 } };
        ReferenceEvaluator evaluator = new ReferenceEvaluator(2).With(point, points);

        (double[,] values, double[,] slopes) = (evaluator.Evaluate(form), evaluator.Evaluate(gradient));

        for (int row = 0; row < 2; row++)
        {
            double expected = 0;
            for (int i = 0; i < 3; i++)
            {
                double slope = 0;
                for (int j = 0; j < 3; j++)
                {
                    expected -= 0.5 * points[row, i] * matrix[i, j] * points[row, j];
                    slope -= 0.5 * (matrix[i, j] + matrix[j, i]) * points[row, j];
                }

                Assert.Equal(slope, slopes[row, i], 1e-12);
            }

            Assert.Equal(expected, values[row, 0], 1e-12);
        }
    }

    /// <summary>−½ xᵀ M x and its gradient, as an energy would be traced.</summary>
    private static (Graph Graph, Traced Point, Traced Form, Traced Gradient) Trace(double[,] matrix)
    {
        Graph graph = new();
        Traced point = graph.Input("point", 3);
        Traced form = -(0.5 * Dot(point, MatrixProduct(point, point.Matrix(matrix))));
        return (graph, point, form, ReverseMode.Gradient(form, point)[0]);
    }
}
