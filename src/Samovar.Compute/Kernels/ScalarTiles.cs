namespace Samovar.Compute.Kernels;

/// <summary>The same sums without vectors, for processors where neither vector width is accelerated.</summary>
/// <remarks>The chain of fused multiply-adds per element is that of the vector tiles, so this path gives their bits.</remarks>
internal static unsafe class ScalarTiles
{
    /// <summary>C[m, 16] = or += A[m, k] B[k, 16].</summary>
    public static void Multiply(in TileStrides strides, int m, int k, float* a, float* b, float* c)
    {
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < PanelLayout.Vector; j++)
            {
                float sum = 0;
                for (int p = 0; p < k; p++)
                {
                    sum = MathF.FusedMultiplyAdd(a[(i * strides.ARow) + (p * strides.AColumn)], b[(p * strides.BRow) + j], sum);
                }

                float* target = c + (i * strides.CRow) + j;
                *target = strides.Accumulate ? sum + *target : sum;
            }
        }
    }
}
