using Samovar.Compute.Kernels;
using Samovar.Diffusions;

namespace Samovar.Samplers;

/// <summary>What entered the nonlinearities of the control on the paths that were drawn last, kept for the way back as far as a fixed budget goes.</summary>
/// <remarks>Beyond the budget, and for other paths or weights, the way back computes it again and finds the same bits.</remarks>
/// <param name="perceptron">Of the control.</param>
/// <param name="budget">Most floats.</param>
internal sealed unsafe class KeptActivations(TimedPerceptron perceptron, long budget = KeptActivations.Budget)
{
    /// <summary>32 MiB: 300 paths of 100 steps through three layers of 64 take half of them.</summary>
    private const long Budget = 1 << 23;

    private AlignedMemory? memory;
    private Paths? paths;
    private int version;
    private long places;

    /// <summary>Makes room for paths that are about to be drawn, with the weights that the perceptron is prepared for.</summary>
    public void Begin(Paths drawn)
    {
        (paths, version) = (drawn, perceptron.Version);
        long blocks = (drawn.Count + BlockTape.Rows - 1) / BlockTape.Rows;
        places = Math.Min(perceptron.KeptSteps(budget), blocks * drawn.Process.Steps);
        if (memory is null || memory.Length < places * perceptron.KeptFloats)
        {
            memory?.Dispose();
            memory = new AlignedMemory(places * perceptron.KeptFloats);
        }
    }

    /// <summary>Whether these paths were the last, with the weights that the perceptron is now prepared for.</summary>
    public bool Holds(Paths drawn) => ReferenceEquals(drawn, paths) && version == perceptron.Version;

    /// <summary>Where one step of one block is kept; null beyond the budget.</summary>
    public float* Place(int step, int block)
    {
        long place = ((long)block * paths!.Process.Steps) + step;
        return place < places ? memory!.Pointer + (place * perceptron.KeptFloats) : null;
    }
}
