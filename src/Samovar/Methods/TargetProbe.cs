using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.MarkovChains;
using Samovar.Targets;

namespace Samovar.Methods;

/// <summary>What a method needs to know of a target before training: how wide, how stiff, and whether short chains from all over agree.</summary>
/// <param name="Extent">Half-width of the region that holds the mass, in the units of the points.</param>
/// <param name="SquaredScore">Mean squared score per coordinate, near the mass.</param>
/// <param name="ChainsAgree">Whether short Hamiltonian chains from scattered starts found the same law; then one mode, or well connected ones.</param>
/// <param name="Mean">[d] mean over all chains.</param>
/// <param name="Covariance">[d, d] covariance over all chains.</param>
public sealed record TargetProbe(double Extent, double SquaredScore, bool ChainsAgree, IReadOnlyList<double> Mean, double[,] Covariance)
{
    private const int Chains = 64;
    private const int TuningSteps = 150;
    private const int Steps = 150;
    private const double UnknownExtent = 4;
    private const double Agreement = 1.3;

    /// <summary>Runs the chains.</summary>
    /// <param name="target">The target; its evaluations are counted by the caller's meter.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    /// <returns>The findings. The extent is that of the target's card where it has one and the chains disagree; otherwise it is measured.</returns>
    public static TargetProbe Of(ITarget target, RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(random);
        double? known = target.Capability<IHasCard>()?.Card.Scale;
        Batch starts = new(Chains, target.Dimension);
        random.FillNormal(starts.Values);
        foreach (ref float value in starts.Values)
        {
            value *= (float)(0.5 * (known ?? UnknownExtent));
        }

        ChainState state = new(target, starts, random);
        ITunableKernel kernel = StepSizeAdaptation.Tune(new HamiltonianMonteCarlo(new HamiltonianOptions()), state, TuningSteps);
        ChainMoments moments = new(Chains, target.Dimension);
        for (int step = 0; step < Steps; step++)
        {
            state.Step(kernel);
            moments.Add(state);
        }

        bool agree = moments.WorstReduction < Agreement;
        double extent = agree || known is null ? moments.Extent : known.Value;
        return new TargetProbe(extent, moments.SquaredScore, agree, moments.Mean, moments.Covariance);
    }

    /// <summary>Running sums over the states of all chains.</summary>
    private sealed class ChainMoments(int chains, int dimension)
    {
        private readonly double[,] sums = new double[chains, dimension];
        private readonly double[,] squares = new double[chains, dimension];
        private readonly double[] squaredScores = new double[chains];
        private readonly double[,] products = new double[dimension, dimension];
        private int count;

        /// <summary>[d] mean over all chains.</summary>
        public double[] Mean => [.. Columns().Select(column => column.Mean)];

        /// <summary>[d, d] covariance over all chains.</summary>
        public double[,] Covariance
        {
            get
            {
                double[] mean = Mean;
                double[,] covariance = new double[dimension, dimension];
                for (int index = 0; index < covariance.Length; index++)
                {
                    (int row, int column) = (index / dimension, index % dimension);
                    covariance[row, column] = (products[Math.Max(row, column), Math.Min(row, column)] / ((double)count * chains)) - (mean[row] * mean[column]);
                }

                return covariance;
            }
        }

        /// <summary>Mean squared score per coordinate: the median over chains, as one lost chain would swamp their mean.</summary>
        public double SquaredScore => squaredScores.Order().ElementAt(chains / 2) / ((double)count * dimension);

        /// <summary>Largest |mean| + 2 standard deviations of a coordinate, over all chains.</summary>
        public double Extent => Columns().Max(column => Math.Abs(column.Mean) + (2 * Math.Sqrt(column.Within + column.Between)));

        /// <summary>Largest √((within + between) / within): the potential scale reduction of Gelman and Rubin, 1992.</summary>
        public double WorstReduction => Columns().Max(column => Math.Sqrt((column.Within + column.Between) / Math.Max(column.Within, 1e-30)));

        public void Add(ChainState state)
        {
            count++;
            Batch positions = state.Positions;
            Batch scores = state.Score;
            for (int chain = 0; chain < chains; chain++)
            {
                for (int column = 0; column < dimension; column++)
                {
                    double value = positions[chain, column];
                    double score = scores[chain, column];
                    sums[chain, column] += value;
                    squares[chain, column] += value * value;
                    squaredScores[chain] += score * score;
                    for (int other = 0; other <= column; other++)
                    {
                        products[column, other] += value * positions[chain, other];
                    }
                }
            }
        }

        private IEnumerable<(double Mean, double Within, double Between)> Columns()
        {
            for (int column = 0; column < dimension; column++)
            {
                double[] means = [.. Enumerable.Range(0, chains).Select(chain => sums[chain, column] / count)];
                double mean = means.Average();
                double within = Enumerable.Range(0, chains).Average(chain => (squares[chain, column] / count) - (means[chain] * means[chain]));
                yield return (mean, within, means.Average(value => (value - mean) * (value - mean)));
            }
        }
    }
}
