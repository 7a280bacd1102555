using Samovar.Samplers;

namespace Samovar.Tests.Samplers;

/// <summary>What a control sees of scores.</summary>
public sealed class SeenScoreTests
{
    private const int Lanes = BlockTape.Rows;
    private const double Width = 3;

    /// <summary>Noised Gaussians around a centre, of every variance v: the best control in units of the noise √S still to come is −√S (x − m)/(v + S). One over the root of 2 · 4,000 is 0.011.</summary>
    [Theory]
    [InlineData(1e-4, 1)]
    [InlineData(0.01, 0.01)]
    [InlineData(1, 0.05)]
    public void A_tempered_score_is_the_best_control_of_a_Gaussian_of_any_variance(double variance, double left)
    {
        const int Dimension = 4_000;
        double curvature = (1 / variance) - (1 / (Width * Width));
        double own = 1 / curvature;
        (float[] scores, float[] points) = Around(Dimension, own, left);
        float[] seen = new float[Dimension];

        int changed = new SeenScore(Dimension, Width, null).Show(scores, points, 1, Math.Sqrt(left), seen);

        Assert.Equal(0, changed);
        for (int column = 0; column < Dimension; column += 97)
        {
            double best = -Math.Sqrt(left) * points[column * Lanes] / (own + left);
            Assert.Equal(best, seen[column], (0.05 * Math.Abs(best)) + 1e-6);
        }
    }

    [Fact]
    public void A_tempered_score_is_never_longer_than_the_root_of_the_dimension_and_zero_on_the_reference()
    {
        float[] scores = new float[2 * Lanes];
        float[] points = new float[2 * Lanes];
        (scores[0], scores[Lanes]) = (1e25f, -1e30f);
        (points[1], scores[1]) = (2, (float)(-2 / (Width * Width)));
        float[] seen = new float[4];

        new SeenScore(2, Width, null).Show(scores, points, 2, 1.5, seen);

        Assert.Equal(Math.Sqrt(2), Math.Sqrt((seen[0] * seen[0]) + (seen[1] * seen[1])), 1e-5);
        Assert.Equal(0, seen[2], 1e-6);
        Assert.Equal(0, seen[3], 1e-6);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(5.0, 2)]
    public void Scores_that_are_not_finite_are_shown_as_zero_and_counted_as_shortened_ones_are(double? limit, int changed)
    {
        float[] scores = new float[2 * Lanes];
        scores[Lanes] = float.NaN;
        scores[1] = 100;
        float[] seen = new float[4];

        Assert.Equal(changed, new SeenScore(2, Width, limit).Show(scores, new float[2 * Lanes], 2, 1, seen));
        Assert.Equal(0, seen[0]);
        Assert.Equal(0, seen[1]);
        Assert.Equal(limit ?? 1.4, seen[2], 0.02);
    }

    /// <summary>Points of variance v + S, in the first lane, and scores of ρ, of variance 1/(1/v + 1/w²).</summary>
    private static (float[] Scores, float[] Points) Around(int dimension, double own, double left)
    {
        float[] scores = new float[dimension * Lanes];
        float[] points = new float[dimension * Lanes];
        Samovar.Compute.Randomness.RandomStream random = Samovar.Compute.Randomness.RandomStream.FromSeed(5);
        for (int column = 0; column < dimension; column++)
        {
            double point = Math.Sqrt(own + left) * random.NextNormal();
            points[column * Lanes] = (float)point;
            scores[column * Lanes] = (float)(-point * ((1 / own) + (1 / (Width * Width))));
        }

        return (scores, points);
    }
}
