using Samovar.Compute;

namespace Samovar.Networks;

/// <summary>Codes of steps: rows of zeros with a one at the place of the step.</summary>
internal static class StepCodes
{
    /// <summary>The code of one step, for every row of a batch.</summary>
    /// <param name="step">0 to steps − 1.</param>
    /// <param name="steps">Number of steps.</param>
    /// <param name="count">Number of rows.</param>
    /// <returns>[count, steps].</returns>
    public static Batch Of(int step, int steps, int count)
    {
        Batch codes = new(count, steps);
        for (int row = 0; row < count; row++)
        {
            codes[row, step] = 1;
        }

        return codes;
    }

    /// <summary>Changes the code of one row.</summary>
    /// <param name="codes">[n, steps].</param>
    /// <param name="row">Which row.</param>
    /// <param name="step">Its step.</param>
    public static void Set(Batch codes, int row, int step)
    {
        Span<float> code = codes.Row(row);
        code.Clear();
        code[step] = 1;
    }
}
