using Samovar.Compute;
using Samovar.Diffusions;
using Samovar.Samplers;
using Samovar.Targets;

namespace Samovar.Objectives;

/// <summary>The discrete adjoint of the path KL: λ_n = dL/dx_n, from the last state to the first.</summary>
/// <remarks>λ_N = −(x_N/V_N + score)/n; then, with the noise held fixed, dL/du = g² u/n + c g λ_(n+1) and λ_n = a λ_(n+1) + dL/du · ∂u/∂x.</remarks>
internal sealed unsafe class PathAdjoint : IPathCotangents
{
    private readonly ReferenceProcess process;
    private readonly Batch adjoint;
    private readonly double[] logDensity;
    private readonly double[] costs;
    private readonly bool[] lost;
    private float share;

    public PathAdjoint(Paths paths)
    {
        Paths = paths;
        process = paths.Process;
        adjoint = new Batch(paths.Count, paths.Dimension);
        logDensity = new double[paths.Count];
        costs = new double[paths.Count];
        lost = new bool[paths.Count];
    }

    /// <summary>The paths.</summary>
    public Paths Paths { get; }

    public bool ThroughStates => true;

    /// <summary>The mean loss, once all steps are done; not a number if all paths are lost.</summary>
    public double Loss
    {
        get
        {
            double sum = 0;
            for (int path = 0; path < lost.Length; path++)
            {
                sum += lost[path] ? 0 : costs[path];
            }

            return sum * share;
        }
    }

    /// <summary>Begins at the ends of the paths.</summary>
    public void Start(ITarget target)
    {
        Batch ends = Paths.States[process.Steps];
        target.LogDensityAndScore(ends, logDensity, adjoint);
        int found = 0;
        for (int path = 0; path < lost.Length; path++)
        {
            costs[path] = process.LogMarginal(process.Steps, ends.Row(path)) - logDensity[path];
            bool finite = double.IsFinite(Paths.LogWeights[path]) && double.IsFinite(costs[path]);
            foreach (float value in adjoint.Row(path))
            {
                finite &= float.IsFinite(value);
            }

            lost[path] = !finite;
            found += finite ? 1 : 0;
        }

        share = 1f / found;
        float inverse = (float)(1 / process.Variance(process.Steps));
        for (int path = 0; path < lost.Length; path++)
        {
            Span<float> row = adjoint.Row(path);
            ReadOnlySpan<float> end = ends.Row(path);
            for (int column = 0; column < row.Length; column++)
            {
                row[column] = lost[path] ? 0 : -share * ((inverse * end[column]) + row[column]);
            }
        }
    }

    public void Fill(int step, int first, int rows, float* cotangents, int stride)
    {
        float gain = (float)process.Gain(step);
        float pull = (float)(process.Deviation(step) * process.Gain(step));
        for (int path = first; path < first + rows; path++, cotangents += stride)
        {
            ReadOnlySpan<float> control = Paths.Controls.Row((step * Paths.Count) + path);
            ReadOnlySpan<float> later = adjoint.Row(path);
            float own = lost[path] ? 0 : share * gain * gain;
            float squares = 0;
            for (int column = 0; column < control.Length; column++)
            {
                cotangents[column] = (own * control[column]) + (pull * later[column]);
                squares += control[column] * control[column];
            }

            costs[path] += 0.5 * gain * gain * squares;
        }
    }

    public void Receive(int step, int first, int rows, float* states, int stride)
    {
        float decay = (float)process.Decay(step);
        for (int path = first; path < first + rows; path++, states += stride)
        {
            Span<float> row = adjoint.Row(path);
            for (int column = 0; column < row.Length; column++)
            {
                row[column] = lost[path] ? 0 : (decay * row[column]) + states[column];
            }
        }
    }
}
