using Samovar.Compute;
using Samovar.Compute.Randomness;

namespace Samovar.Data.Sources;

/// <summary>A spiral with one arm.</summary>
[Catalogued("swiss-roll")]
public sealed class SwissRoll : IDataSource
{
    /// <inheritdoc/>
    public string Name => "swiss-roll";

    /// <inheritdoc/>
    public string Definition => "t = 1.5π(1 + 2u) with u uniform on [0, 1]; x = (t cos t, t sin t)/10 + 0.02 ε with ε standard normal";

    /// <inheritdoc/>
    public int Dimension => 2;

    /// <inheritdoc/>
    public void Draw(Batch destination, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(destination);
        ArgumentNullException.ThrowIfNull(random);
        for (int row = 0; row < destination.Count; row++)
        {
            double angle = 1.5 * Math.PI * (1 + (2 * random.NextDouble()));
            destination[row, 0] = (float)((angle * Math.Cos(angle) / 10) + (0.02 * random.NextNormal()));
            destination[row, 1] = (float)((angle * Math.Sin(angle) / 10) + (0.02 * random.NextNormal()));
        }
    }
}
