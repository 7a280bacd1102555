using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Data.Sources;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Runs;
using Samovar.Samplers;
using Samovar.Tests.Training;
using Samovar.Training;

namespace Samovar.Tests.Objectives;

public sealed class GeneralizedContrastiveDivergenceTests
{
    /// <summary>A round Gaussian off the centre: draws and energy must find it from scratch, and the corrected log-density its curvature.</summary>
    [Fact]
    public void Draws_and_density_of_a_Gaussian_are_found_from_rows_alone()
    {
        DataSession<EnergyChain> session = Session(DataSet.Of(new Blob()), 2_500);
        SmallSessions.Advance(session, 2_500, 100);
        EnergyChain model = (EnergyChain)session.Sampler;
        Batch draws = model.Draw(4_000, RandomStream.FromSeed(2)).Points;

        for (int column = 0; column < 2; column++)
        {
            double mean = Enumerable.Range(0, draws.Count).Average(row => draws[row, column]);
            double variance = Enumerable.Range(0, draws.Count).Average(row => Math.Pow(draws[row, column] - mean, 2));
            Assert.Equal(Blob.Mean, mean, 0.1);
            // Over-dispersed by the regularisation: τ = 0.05, γ = 1 make it wider by up to 20 %.
            Assert.InRange(Math.Sqrt(variance), 0.9 * Blob.Deviation, 1.35 * Blob.Deviation);
        }

        // ln p at the centre and one deviation away differ by ½; at the twin that the energy has not seen, by nothing.
        Assert.Equal(0.5, Drop(model), 0.2);
        Assert.NotEqual(0.5, Drop((EnergyChain)Session(DataSet.Of(new Blob()), 2_500).Sampler), 0.2);
    }

    /// <summary>A network that has learned nothing leaves the energy of the Gaussian, at any distance; without it, far points look like near ones.</summary>
    [Fact]
    public void With_a_known_quadratic_energies_rise_where_nothing_was_learned()
    {
        MlpOptions network = new() { Width = 8, OutputScale = 1e-8 };
        EnergyChainOptions options = new() { Energy = network, Known = new QuadraticEnergy([1, -2], [0.5, 4]) };
        Batch points = new(3, 2);
        (points[0, 0], points[0, 1], points[1, 0], points[1, 1], points[2, 0], points[2, 1]) = (1, -2, 3, -2, 1, 18);
        double[] known = Energies(options);
        double[] plain = Energies(options with { Known = null });

        Assert.Equal(0, known[0], 1e-5);
        Assert.Equal(1, known[1], 1e-5);
        Assert.Equal(800, known[2], 1e-2);
        Assert.Equal(plain[0], plain[2], 1e-5);

        double[] Energies(EnergyChainOptions shape)
        {
            double[] energies = new double[3];
            new EnergyChain(2, shape, RandomStream.FromSeed(1)).Energy(points, energies);
            return energies;
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(10)]
    public void A_resumed_session_equals_one_that_never_stopped(int stop)
    {
        DataSet data = DataSet.Of(new EightGaussians());
        DataSession<EnergyChain> whole = Session(data, 40);
        SmallSessions.Advance(whole, 12);
        DataSession<EnergyChain> first = Session(data, 40);
        SmallSessions.Advance(first, stop);

        DataSession<EnergyChain> second = Session(data, 40);
        second.Load(new CheckpointSection(SmallSessions.Save(first)));
        SmallSessions.Advance(second, 12);

        Assert.Equal(SmallSessions.Fingerprint(SmallSessions.Save(whole)), SmallSessions.Fingerprint(SmallSessions.Save(second)));
        Assert.Equal(whole.TakeRecords(), second.TakeRecords());
        SmallSessions.Advance(second, 13);
        Assert.NotEqual(SmallSessions.Fingerprint(SmallSessions.Save(whole)), SmallSessions.Fingerprint(SmallSessions.Save(second)));
    }

    /// <summary>Closures and the random streams of a step; no array grows with the batch or the networks.</summary>
    [Fact]
    public void A_step_allocates_no_more_than_its_closures()
    {
        DataSession<EnergyChain> session = Session(DataSet.Of(new EightGaussians()), 40);
        SmallSessions.Advance(session, 12);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int step = 0; step < 10; step++)
        {
            session.Advance();
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 10, 0, 3_000);
    }

    internal static DataSession<EnergyChain> Session(DataSet data, int steps)
    {
        MlpOptions network = new() { Width = 24, HiddenLayers = 2 };
        EnergyChainOptions options = new()
        {
            AverageDecay = 0.99,
            Energy = network,
            Chain = new GaussianChainOptions { Steps = 3, Network = network with { OutputScale = 0.01 }, FirstDeviation = 0.7, LastDeviation = 0.3, AverageDecay = 0.99 },
        };
        DynamicProgrammingOptions control = new()
        {
            BatchSize = 96,
            ChainSteps = 2,
            ChainOptimizer = new AdamOptions { LearningRate = 2e-3, ClipNorm = 0.1 },
            ValueOptimizer = new AdamOptions { LearningRate = 3e-3 },
        };
        EnergyChain model = new(data.Dimension, options, RandomStream.FromSeed(5).Named("weights"));
        return new DataSession<EnergyChain>(model, new GeneralizedContrastiveDivergence(control), data, 5, steps);
    }

    private static double Drop(EnergyChain model)
    {
        Batch points = new(5, 2);
        points.Values.Fill((float)Blob.Mean);
        (points[1, 0], points[2, 1]) = ((float)(Blob.Mean + Blob.Deviation), (float)(Blob.Mean + Blob.Deviation));
        (points[3, 0], points[4, 1]) = ((float)(Blob.Mean - Blob.Deviation), (float)(Blob.Mean - Blob.Deviation));
        double[] logDensity = new double[5];
        model.LogDensity(points, logDensity);
        return logDensity[0] - logDensity[1..].Average();
    }

    private sealed class Blob : IDataSource
    {
        public const double Mean = 0.8;

        public const double Deviation = 0.6;

        public string Name => "blob";

        public string Definition => "one round Gaussian";

        public int Dimension => 2;

        public void Draw(Batch destination, RandomStream random)
        {
            random.FillNormal(destination.Values);
            foreach (ref float value in destination.Values)
            {
                value = (float)(Mean + (Deviation * value));
            }
        }
    }
}
