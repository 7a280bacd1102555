using Samovar.Compute;
using Samovar.Compute.Graphs;
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

/// <summary>The policy gradient and contrastive divergence.</summary>
public sealed class EnergyVariantTests
{
    /// <summary>Nodes and weights of Gauss–Hermite quadrature for N(0, 1), exact to degree 9. Source: Abramowitz and Stegun, table 25.10.</summary>
    private static readonly (double Node, double Weight)[] Quadrature =
        [(-2.856970013872806, 0.011257411327721), (-1.355626179974266, 0.222075922005613), (0, 0.533333333333333), (1.355626179974266, 0.222075922005613), (2.856970013872806, 0.011257411327721)];

    /// <summary>For E = ½ k x² the mean cost after one step is ½ k (m² + σ²): its derivatives are k m by the mean and k σ² by ln σ, whatever the baseline.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.7)]
    public void The_policy_gradient_is_that_of_the_mean_cost(double baseline)
    {
        const double Stiffness = 3, Mean = 0.4, Spread = -0.3;
        OneStep policy = new(Mean, Spread);
        int count = Quadrature.Length;
        Batch point = new(count, 1), code = StepCodes.Of(1, 2, count), next = new(count, 1), advantage = new(count, 1);
        for (int row = 0; row < count; row++)
        {
            double x = Mean + (Math.Exp(Spread) * Quadrature[row].Node);
            next[row, 0] = (float)x;
            advantage[row, 0] = (float)(count * Quadrature[row].Weight * ((0.5 * Stiffness * x * x) - baseline));
        }

        Batch[] inputs = [point, code, next, advantage];
        new CompiledLoss(
            "chain", policy, new Adam(policy.Parameters), batch => TracedMath.MeanOverPoints(ChainPolicyGradient.Surrogate(policy.NextMean, policy.LogDeviation, batch)), inputs)
            .Evaluate(inputs);

        Assert.Equal(Stiffness * Mean, policy.Parameters[0].GradientRow(0)[0], 1e-4);
        Assert.Equal(Stiffness * Math.Exp(2 * Spread), policy.Parameters[1].GradientRow(0)[0], 1e-4);
    }

    /// <summary>
    /// Points from exp(−E/τ), E = ½ k x², keep their second moment τ/k = 0.1 over 20 moves; those of another temperature do not. 20 000 points, limits of five errors: false
    /// alarms below one in 100 000.
    /// </summary>
    [Theory]
    [InlineData(0.2, true)]
    [InlineData(0.23, false)]
    public void Langevin_moves_keep_the_law_of_their_own_temperature(double temperature, bool keeps)
    {
        const int Count = 20_000;
        RandomStream random = RandomStream.FromSeed(3);
        ValueOfKnownEnergy value = new(new ValueNetwork(1, 0, new MlpOptions { Width = 16, HiddenLayers = 1 }, random), x => TracedMath.Square(x));
        Batch points = new(Count, 1);
        random.FillNormal(points.Values);
        foreach (ref float x in points.Values)
        {
            x *= (float)Math.Sqrt(0.1);
        }

        double acceptance = new LangevinMoves(value, 1, Count, temperature, stepSize: 0.06).Run(points, 20, random);

        Assert.InRange(acceptance, 0.6, 0.98);
        double square = points.Values.ToArray().Average(x => (double)x * x);
        Assert.Equal(keeps, Math.Abs(square - 0.1) < 5 * 0.1 * Math.Sqrt(2.0 / Count));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void Resumed_sessions_equal_those_that_never_stopped(int stop)
    {
        foreach (Func<TrainingSession> start in new Func<TrainingSession>[] { PolicyGradient, Contrastive })
        {
            TrainingSession whole = start(), first = start(), second = start();
            SmallSessions.Advance(whole, 9);
            SmallSessions.Advance(first, stop);
            second.Load(new CheckpointSection(SmallSessions.Save(first)));
            SmallSessions.Advance(second, 9);

            Assert.Equal(SmallSessions.Fingerprint(SmallSessions.Save(whole)), SmallSessions.Fingerprint(SmallSessions.Save(second)));
        }
    }

    private static DataSession<EnergyChain> PolicyGradient()
    {
        GaussianChainOptions chain = new() { Steps = 3, Network = new MlpOptions { Width = 16, HiddenLayers = 2 } };
        EnergyChain model = new(2, new EnergyChainOptions { Chain = chain, Energy = chain.Network }, RandomStream.FromSeed(1));
        return new DataSession<EnergyChain>(model, new ChainPolicyGradient(new DynamicProgrammingOptions { BatchSize = 32 }), DataSet.Of(new EightGaussians()), 1, 20);
    }

    private static DataSession<EnergyLangevin> Contrastive()
    {
        EnergyLangevin model = new(2, new EnergyLangevinOptions { Energy = new MlpOptions { Width = 16, HiddenLayers = 2 } }, RandomStream.FromSeed(1));
        return new DataSession<EnergyLangevin>(
            model, new ContrastiveDivergence(new ContrastiveDivergenceOptions { BatchSize = 32, Moves = 3 }), DataSet.Of(new EightGaussians()), 1, 20);
    }

    private sealed class OneStep : ITrainable
    {
        private readonly Parameter mean = new("mean", 1, 1);
        private readonly Parameter spread = new("spread", 1, 1);

        public OneStep(double mean, double spread) => (this.mean.Row(0)[0], this.spread.Row(0)[0]) = ((float)mean, (float)spread);

        public IReadOnlyList<Parameter> Parameters => [mean, spread];

        public Traced NextMean(Traced x, Traced code) => code * x.Use(mean);

        public Traced LogDeviation(Traced code) => code * code.Use(spread);
    }
}
