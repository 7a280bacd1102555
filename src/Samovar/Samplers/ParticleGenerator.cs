using System.Runtime.Intrinsics;
using Samovar.Compute;
using Samovar.Compute.Graphs;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Runs;
using Samovar.Targets;

namespace Samovar.Samplers;

/// <summary>Shape of a generator of particle configurations.</summary>
public sealed record ParticleGeneratorOptions
{
    /// <summary>The network.</summary>
    public required PairNetworkOptions Network { get; init; }

    /// <summary>Standard deviation of the coordinates that enter the network, in the units of the points. Range (0, ∞). Default 1.</summary>
    public double Width
    {
        get;
        init => field = Require.That(value, value > 0 && double.IsFinite(value), "The width is positive and finite.");
    } = 1;

    /// <summary>Decay of the averaged copy used for draws. Range [0, 1). Default 0.999.</summary>
    public double AverageDecay
    {
        get;
        init => field = Require.That(value, value is >= 0 and < 1, "A decay lies in [0, 1).");
    } = 0.999;
}

/// <summary>A one-step generator of particle configurations: an equivariant network moves normal points, the centre of mass is left as it was drawn.</summary>
/// <remarks>
/// x = c(z) + network(width · (z − c(z))) with z standard normal and c its centre of mass, whose law N(0, I/n) is that of the targets: see
/// <see cref="IParticleSystem"/>. The law of x has every symmetry of a system of equal particles, exactly. It has no density, so no weights and no log Z.
/// </remarks>
public sealed class ParticleGenerator : IReparameterizedSampler
{
    private const int DrawBlock = 1024;

    private readonly ParticleGeneratorOptions options;
    private readonly AveragedNetwork<PairNetwork> networks;
    private readonly ParticleMap map;
    private readonly ParticleMap averageMap;

    /// <summary>Creates a generator with random weights, which starts near N(0, width² I).</summary>
    /// <param name="options">Shape.</param>
    /// <param name="random">Source of the weights; advanced.</param>
    public ParticleGenerator(ParticleGeneratorOptions options, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(random);
        this.options = options;
        networks = new AveragedNetwork<PairNetwork>(
            new PairNetwork(options.Network, random), new PairNetwork(options.Network, random.Fork()), options.AverageDecay);
        map = new ParticleMap(networks.Present, options.Width);
        averageMap = new ParticleMap(networks.Average, options.Width);
    }

    /// <inheritdoc/>
    public int Dimension => options.Network.Dimension;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Parameters => networks.Present.Parameters;

    /// <inheritdoc/>
    public void Project(Batch points) => CentreOfMass.Remove(points, options.Network.SpatialDimensions);

    /// <inheritdoc/>
    public void Generate(Batch latent, Batch destination) => map.Apply(latent, destination);

    /// <inheritdoc/>
    public double Differentiate(Batch latent, Batch force, Batch stepForce) => map.Differentiate(latent, force);

    /// <inheritdoc/>
    public void UpdateAverage(int step) => networks.Follow(step);

    /// <inheritdoc/>
    public Draws Draw(ITarget target, int count, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Batch latent = new(DrawBlock, Dimension);
        Batch block = new(DrawBlock, Dimension);
        return BlockDraws.Of(count, Dimension, DrawBlock, () =>
        {
            random.FillNormal(latent.Values);
            averageMap.Apply(latent, block);
            return block;
        });
    }

    /// <inheritdoc/>
    public void Save(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        networks.Save(section);
    }

    /// <inheritdoc/>
    public void Load(CheckpointSection section)
    {
        ArgumentNullException.ThrowIfNull(section);
        networks.Load(section);
    }

    /// <summary>z ↦ x, and the way back.</summary>
    private sealed unsafe class ParticleMap(PairNetwork network, double width) : PairPass(network)
    {
        private const int Lanes = PairGeometry.Lanes;

        private readonly float entering = (float)(width / network.Options.Unit);
        private readonly float leaving = (float)network.Options.Unit;
        private Batch latent = new(0, 1);
        private Batch output = new(0, 1);
        private Batch? force;

        public void Apply(Batch points, Batch destination)
        {
            (latent, output, force) = (points, destination, null);
            Run(points.Count, gradients: false);
        }

        public double Differentiate(Batch points, Batch pull)
        {
            (latent, force) = (points, pull);
            return Run(points.Count, gradients: true) / points.Count;
        }

        protected override void Enter(int first, int rows, PairTape tape)
        {
            // A generator knows one level only.
            for (int lane = 0; lane < Lanes; lane++)
            {
                tape.Level[lane * tape.LevelStride] = 1;
            }

            float* positions = tape.Layers[0].Positions;
            ToLanes(latent, first, rows, entering, positions);
            CentreOfMass.Remove(new Span<Vector512<float>>(positions, Options.Dimension), Options.SpatialDimensions, 1);
        }

        protected override double Leave(int first, int rows, PairTape tape)
        {
            if (force is null)
            {
                FromLanes(tape.Output, leaving, output, first, rows);
                CentreOfMass.Add(latent, output, first, rows, Options.SpatialDimensions);
                return 0;
            }

            float share = leaving / force.Count;
            double work = 0;
            for (int lane = 0; lane < Lanes; lane++)
            {
                for (int column = 0; column < force.Dimension; column++)
                {
                    int place = (column * Lanes) + lane;
                    float pull = lane < rows ? force[first + lane, column] : 0;
                    tape.Cotangents[place] = share * pull;
                    work += (double)leaving * tape.Output[place] * pull;
                }
            }

            return work;
        }
    }
}
