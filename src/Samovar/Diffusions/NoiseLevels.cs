using Samovar.Compute.Randomness;

namespace Samovar.Diffusions;

/// <summary>The law of the noise scale s in y = x + s·ε (the variance-exploding form; s = σ/α for a variance-preserving schedule).</summary>
public abstract record NoiseLevels
{
    /// <summary>Smallest noise scale, in the units of the points.</summary>
    public abstract double Smallest { get; }

    /// <summary>Largest noise scale, in the units of the points.</summary>
    public abstract double Largest { get; }

    /// <summary>Draws one noise scale for each row of a batch.</summary>
    /// <param name="scales">[n] overwritten.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    public abstract void Draw(Span<float> scales, RandomStream random);

    /// <summary>Log-uniform in [smallest, largest], stratified over the batch.</summary>
    /// <param name="From">Smallest noise scale, positive.</param>
    /// <param name="To">Largest noise scale.</param>
    public sealed record LogUniform(double From, double To) : NoiseLevels
    {
        /// <inheritdoc/>
        public override double Smallest => From;

        /// <inheritdoc/>
        public override double Largest => To;

        /// <inheritdoc/>
        public override void Draw(Span<float> scales, RandomStream random)
        {
            ArgumentNullException.ThrowIfNull(random);
            random.FillUniform(scales);
            double range = Math.Log(To / From);
            for (int row = 0; row < scales.Length; row++)
            {
                scales[row] = (float)(From * Math.Exp(range * (row + scales[row]) / scales.Length));
            }
        }
    }

    /// <summary>The levels 1 … T − 1 of a variance-preserving schedule with linear β, drawn uniformly.</summary>
    /// <param name="Count">T, levels in all; level 0 is never drawn.</param>
    /// <param name="FirstBeta">β of level 0.</param>
    /// <param name="LastBeta">β of level T − 1.</param>
    public sealed record VariancePreserving(int Count, double FirstBeta, double LastBeta) : NoiseLevels
    {
        /// <inheritdoc/>
        public override double Smallest => ScaleOf(1);

        /// <inheritdoc/>
        public override double Largest => ScaleOf(Count - 1);

        /// <summary>α of a level: the square root of the product of 1 − β.</summary>
        /// <param name="level">0 to T − 1.</param>
        public double AlphaOf(int level)
        {
            double product = 1;
            for (int index = 0; index <= level; index++)
            {
                product *= 1 - (FirstBeta + ((LastBeta - FirstBeta) * index / (Count - 1)));
            }

            return Math.Sqrt(product);
        }

        /// <summary>s = σ/α of a level.</summary>
        /// <param name="level">0 to T − 1.</param>
        public double ScaleOf(int level)
        {
            double alpha = AlphaOf(level);
            return Math.Sqrt(1 - (alpha * alpha)) / alpha;
        }

        /// <inheritdoc/>
        public override void Draw(Span<float> scales, RandomStream random)
        {
            ArgumentNullException.ThrowIfNull(random);
            for (int row = 0; row < scales.Length; row++)
            {
                scales[row] = (float)ScaleOf(1 + random.NextInt(Count - 1));
            }
        }
    }
}
