using Samovar.Compute.Kernels;

namespace Samovar.Networks;

/// <summary>What one layer of a <see cref="PairNetwork"/> leaves for the way back.</summary>
internal sealed unsafe class PairLayerTape
{
    private readonly AlignedMemory memory;

    public PairLayerTape(PairNetworkOptions options)
    {
        const int Lanes = PairGeometry.Lanes;
        int rows = options.Pairs * Lanes;
        int inputs = rows * (options.Width + options.RadialFeatures);
        int coordinates = options.Dimension * Lanes;
        memory = new AlignedMemory(inputs + (2 * rows * options.Width) + (options.Particles * Lanes * options.Width)
            + coordinates + (options.SpatialDimensions * rows) + (3 * rows));
        Inputs = memory.Pointer;
        Activations = Inputs + inputs;
        Derivatives = Activations + (rows * options.Width);
        Nodes = Derivatives + (rows * options.Width);
        Positions = Nodes + (options.Particles * Lanes * options.Width);
        Differences = Positions + coordinates;
        Distances = Differences + (options.SpatialDimensions * rows);
        Nearness = Distances + rows;
        Gates = Nearness + rows;
    }

    /// <summary>[pairs × 16, width + radial features] states of the pairs, and features of their distances.</summary>
    public float* Inputs { get; }

    /// <summary>[pairs × 16, width] after the nonlinearity.</summary>
    public float* Activations { get; }

    /// <summary>[pairs × 16, width] derivative of the nonlinearity.</summary>
    public float* Derivatives { get; }

    /// <summary>[n × 16, width] sums of the states of all pairs of a particle.</summary>
    public float* Nodes { get; }

    /// <summary>[n × coordinates, 16] positions before the layer, in units.</summary>
    public float* Positions { get; }

    /// <summary>[pairs × coordinates, 16] xᵢ − xⱼ.</summary>
    public float* Differences { get; }

    /// <summary>[pairs, 16] r.</summary>
    public float* Distances { get; }

    /// <summary>[pairs, 16] 1/(1 + r).</summary>
    public float* Nearness { get; }

    /// <summary>[pairs, 16] c.</summary>
    public float* Gates { get; }
}

/// <summary>The memory of one worker for a block of 16 configurations in a <see cref="PairNetwork"/>.</summary>
internal sealed unsafe class PairTape
{
    private readonly AlignedMemory memory;

    public PairTape(PairNetworkOptions options)
    {
        const int Lanes = PairGeometry.Lanes;
        int rows = options.Pairs * Lanes;
        int nodes = options.Particles * Lanes * options.Width;
        int inputs = rows * (options.Width + options.RadialFeatures);
        int coordinates = options.Dimension * Lanes;
        LevelStride = (options.LevelFeatures + 15) / 16 * 16;
        Geometry = new PairGeometry(options);
        Layers = [.. Enumerable.Range(0, options.Layers).Select(_ => new PairLayerTape(options))];
        memory = new AlignedMemory((3L * coordinates) + (Lanes * LevelStride) + (Lanes * options.Width) + nodes + inputs + (2 * rows * options.Width) + (2 * rows));
        Output = memory.Pointer;
        Cotangents = Output + coordinates;
        Before = Cotangents + coordinates;
        Level = Before + coordinates;
        LevelShift = Level + (Lanes * LevelStride);
        NodeShift = LevelShift + (Lanes * options.Width);
        InputCotangents = NodeShift + nodes;
        StateCotangents = InputCotangents + inputs;
        ActivationCotangents = StateCotangents + (rows * options.Width);
        GatePulls = ActivationCotangents + (rows * options.Width);
        DistancePulls = GatePulls + rows;
    }

    public PairGeometry Geometry { get; }

    public PairLayerTape[] Layers { get; }

    /// <summary>Floats from row to row of <see cref="Level"/>.</summary>
    public int LevelStride { get; }

    /// <summary>[n × coordinates, 16] positions after the last layer, in units.</summary>
    public float* Output { get; }

    /// <summary>[n × coordinates, 16] cotangents of the output on the way in; of the positions before each layer in turn after that.</summary>
    public float* Cotangents { get; }

    /// <summary>Room for a copy of the cotangents.</summary>
    public float* Before { get; }

    /// <summary>[16, level features] what describes the noise level of each configuration.</summary>
    public float* Level { get; }

    /// <summary>[16, width] half the shift by the level, or its cotangent.</summary>
    public float* LevelShift { get; }

    /// <summary>[n × 16, width] shifts by the particles, or their cotangents.</summary>
    public float* NodeShift { get; }

    /// <summary>[pairs × 16, width + radial features].</summary>
    public float* InputCotangents { get; }

    /// <summary>[pairs × 16, width] cotangents of the states of the pairs.</summary>
    public float* StateCotangents { get; }

    /// <summary>[pairs × 16, width].</summary>
    public float* ActivationCotangents { get; }

    /// <summary>[pairs, 16] cotangents of c.</summary>
    public float* GatePulls { get; }

    /// <summary>[pairs, 16] cotangents of r.</summary>
    public float* DistancePulls { get; }
}
