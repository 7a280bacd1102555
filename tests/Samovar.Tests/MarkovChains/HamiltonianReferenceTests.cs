using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Targets;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.MarkovChains;

public sealed class HamiltonianReferenceTests
{
    private static readonly HamiltonianReferenceOptions Short = new() { Chains = 16, WarmUp = 150, Steps = 200, LeapfrogSteps = 6 };

    /// <summary>Means within 6 of their own standard errors; with 15 degrees of freedom the false-alarm rate is below 1e-4.</summary>
    [Fact]
    public void Recovers_the_moments_of_a_Gaussian()
    {
        Gaussian target = new(new GaussianOptions { Dimension = 3 });

        ReferenceMoments moments = HamiltonianReference.Run(target, Short, RandomStream.FromSeed(1));

        for (int column = 0; column < 3; column++)
        {
            Assert.InRange(moments.Means[column], 1 - (6 * moments.MeanStandardErrors[column]), 1 + (6 * moments.MeanStandardErrors[column]));
            Assert.InRange(moments.StandardDeviations[column], 0.9, 1.1);
        }

        Assert.InRange(moments.WorstRHat, 0.99, 1.05);
        Assert.InRange(moments.Acceptance, 0.6, 0.95);
        Assert.Equal(0, moments.Divergent);
    }

    [Fact]
    public void Chains_stuck_in_separate_modes_are_seen_by_split_RHat()
    {
        ReferenceMoments moments = HamiltonianReference.Run(new Mog9(), Short with { StartScale = 5 }, RandomStream.FromSeed(2));

        Assert.True(moments.WorstRHat > 1.5, $"R-hat was {moments.WorstRHat}.");
    }

    [Fact]
    public void A_posterior_agrees_with_importance_sampling_from_its_prior()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, "x,y\n0.5,1\n-1,0\n2,1\n1,0\n-0.3,1\n-2,0\n");
            Logistic target = new(new LogisticOptions { DataPath = path });
            (double[] mean, double[] error) = PosteriorMean(target);

            ReferenceMoments moments = HamiltonianReference.Run(target, Short, RandomStream.FromSeed(3));

            for (int column = 0; column < 2; column++)
            {
                double bound = 6 * Math.Sqrt((error[column] * error[column]) + (moments.MeanStandardErrors[column] * moments.MeanStandardErrors[column]));
                Assert.InRange(moments.Means[column], mean[column] - bound, mean[column] + bound);
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static (double[] Mean, double[] Error) PosteriorMean(Logistic target)
    {
        const int Count = 20_000;
        Compute.Batch prior = new(Count, 2);
        RandomStream.FromSeed(4).FillNormal(prior.Values);
        double[] logDensity = TargetLaws.Evaluate(target, prior).LogDensity;
        double SquaredLength(int row) => (prior[row, 0] * prior[row, 0]) + (prior[row, 1] * prior[row, 1]);
        double[] weights = logDensity.Select((value, row) => Math.Exp(value + (0.5 * SquaredLength(row)))).ToArray();
        double total = weights.Sum();
        double[] mean = Enumerable.Range(0, 2).Select(column => weights.Select((weight, row) => weight * prior[row, column]).Sum() / total).ToArray();
        double[] error = Enumerable.Range(0, 2)
            .Select(column => Math.Sqrt(weights.Select((weight, row) => Math.Pow(weight * (prior[row, column] - mean[column]), 2)).Sum()) / total)
            .ToArray();
        return (mean, error);
    }
}
