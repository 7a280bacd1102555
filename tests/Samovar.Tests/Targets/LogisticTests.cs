using Samovar.Compute;
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
    public void A_prior_of_no_width_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LogisticOptions { DataPath = path, PriorScale = 0 });

    [Fact]
    public void A_missing_file_is_refused() =>
        Assert.Throws<FileNotFoundException>(() => new Logistic(new LogisticOptions { DataPath = path + ".missing" }));
}
