namespace Samovar.Samplers;

/// <summary>What an objective says about every control of its paths while the gradient by the weights is gathered, from the last step to the first.</summary>
/// <remarks>Blocks of paths run at the same time; the steps of a block come one after the other.</remarks>
internal unsafe interface IPathCotangents
{
    /// <summary>Whether the objective goes back through the states as well, and wants <see cref="Receive"/>.</summary>
    bool ThroughStates { get; }

    /// <summary>Fills dL/du of some paths at one step.</summary>
    /// <param name="step">N − 1 down to 0.</param>
    /// <param name="first">First path.</param>
    /// <param name="rows">Number of paths.</param>
    /// <param name="cotangents">[rows × stride]; the first d columns are overwritten, the rest stays zero.</param>
    /// <param name="stride">Floats from row to row.</param>
    void Fill(int step, int first, int rows, float* cotangents, int stride);

    /// <summary>Takes dL/dx of the same step as far as it comes by way of the control.</summary>
    /// <param name="step">The step.</param>
    /// <param name="first">First path.</param>
    /// <param name="rows">Number of paths.</param>
    /// <param name="states">[rows × stride].</param>
    /// <param name="stride">Floats from row to row.</param>
    void Receive(int step, int first, int rows, float* states, int stride);
}
