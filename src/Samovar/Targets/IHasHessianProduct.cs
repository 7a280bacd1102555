using Samovar.Compute;

namespace Samovar.Targets;

/// <summary>A target that multiplies its Hessian with vectors, at a small multiple of the cost of a score and without forming the matrix.</summary>
public interface IHasHessianProduct
{
    /// <summary>The Hessian of the log-density times a vector: how fast the score changes when a point moves along it.</summary>
    /// <param name="points">[n, d] positions.</param>
    /// <param name="directions">[n, d] the vectors.</param>
    /// <param name="products">[n, d] overwritten; must be neither <paramref name="points"/> nor <paramref name="directions"/>.</param>
    void HessianProduct(Batch points, Batch directions, Batch products);
}
