using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Networks;
using Samovar.Objectives;
using Samovar.Samplers;
using Samovar.Training;

namespace Samovar.Tests.Objectives;

/// <summary>The energy step against its closed form.</summary>
public sealed class ValueFitTests
{
    private const double DrawnMean = 0.8;

    /// <summary>For fixed draws the best energy is (π − p)/(2γ(π + p)).</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(0.5)]
    public void The_energy_of_fixed_draws_is_the_closed_form(double regularization)
    {
        Func<double, double> energy = Train(regularization);
        for (double x = -1.5; x <= 1.5; x += 0.5)
        {
            double data = Math.Exp(-0.5 * (x + DrawnMean) * (x + DrawnMean));
            double drawn = Math.Exp(-0.5 * (x - DrawnMean) * (x - DrawnMean));
            double wanted = (drawn - data) / (2 * regularization * (drawn + data));
            Assert.Equal(wanted, energy(x), 0.06);
            // The twin with data and draws exchanged is far off where they differ.
            Assert.True(Math.Abs(x) < 0.4 || Math.Abs(wanted + energy(x)) > 0.2);
        }
    }

    /// <summary>ln p from the energy of a chain that is in balance with it: τ ln r + (r − 1)/(2γ(r + 1)) = −τ ln p + c, r = π/p.</summary>
    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(0.2, 0.3)]
    [InlineData(0.05, 2)]
    public void The_corrected_log_density_undoes_the_regularisation(double temperature, double regularization)
    {
        double offset = double.NaN;
        for (double logDensity = -4; logDensity <= 2; logDensity += 0.25)
        {
            double logRatio = Bisect(value => (temperature * value) + (Math.Tanh(value / 2) / (2 * regularization)) + (temperature * logDensity));
            double energy = Math.Tanh(logRatio / 2) / (2 * regularization);
            double found = EnergyChain.LogDensityOf(energy, temperature, regularization);
            offset = double.IsNaN(offset) ? found - logDensity : offset;
            Assert.Equal(logDensity + offset, found, 1e-9);
        }

        Assert.Equal(double.NegativeInfinity, EnergyChain.LogDensityOf(0.6 / regularization, temperature, regularization));
        Assert.Equal(-3.0 / temperature, EnergyChain.LogDensityOf(3, temperature, 0));
    }

    private static double Bisect(Func<double, double> rising)
    {
        (double low, double high) = (-500, 500);
        for (int halving = 0; halving < 100; halving++)
        {
            double middle = (low + high) / 2;
            (low, high) = rising(middle) > 0 ? (low, middle) : (middle, high);
        }

        return low;
    }

    private static Func<double, double> Train(double regularization)
    {
        const int Count = 512;
        const int Steps = 1_200;
        RandomStream random = RandomStream.FromSeed(4);
        ValueNetwork value = new(1, 2, new MlpOptions { Width = 32, HiddenLayers = 2 }, random);
        ValueFit fit = new(value, 1, 2, Count);
        TrainingState state = new(random.Named("kept"));
        Batch data = new(Count, 1), drawn = new(Count, 1), found = new(Count, 1);
        for (int index = 0; index < Steps; index++)
        {
            TrainingStep step = new(state, index, Steps, random.Split(index));
            Fill(data, -DrawnMean, step.Random);
            Fill(drawn, DrawnMean, step.Random);
            fit.Contrast(data, drawn, regularization, new AdamOptions { LearningRate = 5e-3, FinalShare = 0.01 }, step);
        }

        return x =>
        {
            data.Values.Fill((float)x);
            fit.Values(data, StepCodes.Of(2, 3, Count), found);
            return found[0, 0];
        };
    }

    private static void Fill(Batch batch, double mean, RandomStream random)
    {
        random.FillNormal(batch.Values);
        foreach (ref float value in batch.Values)
        {
            value += (float)mean;
        }
    }
}
