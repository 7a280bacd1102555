using Samovar.Checks;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Data;
using Samovar.Targets;
using Samovar.Tests.Contracts;

namespace Samovar.Tests.Targets;

public sealed class LogisticTests : TargetContract, IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public LogisticTests()
    {
        File.WriteAllText(path, "u,v,constant,class\n0.5,1,4,1\n-1,2.5,4,0\n2,-0.5,4,1\n1,0.2,4,0\n-0.3,-2,4,1\n");
        Subject = new Logistic(new LogisticOptions { DataPath = path, PriorScale = 2 });
    }

    protected override ITarget Subject { get; }

    public void Dispose() => File.Delete(path);

    [Fact]
    public void Density_is_prior_times_likelihood()
    {
        Logistic target = (Logistic)Subject;
        Batch weights = new(1, 4);
        new float[] { 0.3f, -1.2f, 0.7f, 0.4f }.CopyTo(weights.Row(0));
        double[] logDensity = new double[1];

        target.LogDensity(weights, logDensity);

        NumericTable table = CsvFile.Read(path);
        double expected = -4 * Math.Log(2 * Math.Sqrt(2 * Math.PI));
        for (int coordinate = 0; coordinate < 4; coordinate++)
        {
            expected -= weights[0, coordinate] * weights[0, coordinate] / 8.0;
        }

        for (int row = 0; row < 5; row++)
        {
            double logit = weights[0, 0];
            for (int feature = 0; feature < 3; feature++)
            {
                logit += weights[0, 1 + feature] * (table[row, feature] - target.Standardization.Mean[feature]) / target.Standardization.Scale[feature];
            }

            expected -= Math.Log(1 + Math.Exp(table[row, 3] == 1 ? -logit : logit));
        }

        Assert.Equal(expected, logDensity[0], 1e-5);
        Assert.Equal(["intercept", "u", "v", "constant"], target.Coordinates);
    }

    [Fact]
    public void Without_a_prior_the_normal_factor_is_left_out()
    {
        Logistic bare = new(new LogisticOptions { DataPath = path, Prior = LogisticPrior.None });
        Batch weights = new(1, 4);
        new float[] { 0.3f, -1.2f, 0.7f, 0.4f }.CopyTo(weights.Row(0));
        double[] with = new double[1];
        double[] without = new double[1];

        Subject.LogDensity(weights, with);
        bare.LogDensity(weights, without);

        double squared = weights.Row(0).ToArray().Sum(weight => (double)weight * weight);
        Assert.Equal(with[0] + (4 * Math.Log(2 * Math.Sqrt(2 * Math.PI))) + (squared / 8), without[0], 1e-5);
    }

    [Fact]
    public void Only_with_a_prior_is_it_offered_as_log_concave()
    {
        Assert.NotNull(Subject.Capability<ILogConcave>());
        Assert.Null(((ITarget)new Logistic(new LogisticOptions { DataPath = path, Prior = LogisticPrior.None })).Capability<ILogConcave>());
    }

    /// <summary>The likelihood does not decay towards weights that separate the classes; a prior confines it.</summary>
    [Theory]
    [InlineData(LogisticPrior.None, true)]
    [InlineData(LogisticPrior.Normal, false)]
    public void Separable_data_are_found_improper_without_a_prior(LogisticPrior prior, bool improper)
    {
        File.WriteAllText(path, "u,v,class\n0.5,1,1\n1,0.3,1\n2,1.5,1\n-1,0.2,0\n-0.4,-2,0\n-2,0.7,0\n");
        Logistic target = new(new LogisticOptions { DataPath = path, Prior = prior });

        InspectionReport report = TargetInspection.Inspect(target, RandomStream.FromSeed(5), TimeProvider.System);

        Assert.Equal(improper, report.Findings.Any(finding => finding.Check == "proper"));
    }

    [Fact]
    public void A_prior_of_no_width_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogisticOptions { DataPath = path, PriorScale = 0 });

    [Fact]
    public void A_missing_file_is_refused() =>
        Assert.Throws<FileNotFoundException>(() => new Logistic(new LogisticOptions { DataPath = path + ".missing" }));
}
