using Samovar.Compute;
using Samovar.Compute.Randomness;

namespace Samovar.Data.Sources;

/// <summary>Two spirals wound into each other, as in the code of arXiv:2407.00626.</summary>
[Catalogued("two-spirals")]
public sealed class TwoSpirals : IDataSource
{
    /// <inheritdoc/>
    public string Name => "two-spirals";

    /// <inheritdoc/>
    public string Definition =>
        "n = 3π√u, d = (−n cos n + u₁/2, n sin n + u₂/2), x = ±d/3 + 0.1 ε, either sign equally likely; u, u₁, u₂ uniform on [0, 1], ε standard normal";

    /// <inheritdoc/>
    public int Dimension => 2;

    /// <inheritdoc/>
    public void Draw(Batch destination, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(random);
        for (int row = 0; row < destination.Count; row++)
        {
            double angle = 3 * Math.PI * Math.Sqrt(random.NextDouble());
            double arm = (2 * random.NextInt(2)) - 1;
            double first = (-angle * Math.Cos(angle)) + (0.5 * random.NextDouble());
            double second = (angle * Math.Sin(angle)) + (0.5 * random.NextDouble());
            destination[row, 0] = (float)((arm * first / 3) + (0.1 * random.NextNormal()));
            destination[row, 1] = (float)((arm * second / 3) + (0.1 * random.NextNormal()));
        }
    }
}
