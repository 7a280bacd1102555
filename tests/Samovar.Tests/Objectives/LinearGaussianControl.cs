namespace Samovar.Tests.Objectives;

/// <summary>The best chain for E(x) = ½ Σ k_i (x_i − c_i)², from noise that one σ_t shares over all coordinates: everything by a Riccati recursion.</summary>
/// <remarks>
/// V(x, t) = ½ Σ K_ti (x_i − c_i)² + offset_t. Minimising ½ Σ K_i ((m_i − c_i)² + σ²) − τ d ln σ + τ Σ ((m_i − x_i)² + σ²)/(2 s²) by m and σ gives
/// m_i − c_i = (x_i − c_i) (τ/s²)/(K_i + τ/s²), σ² = τ/(mean K + τ/s²), and K_t = K_{t+1} (τ/s²)/(K_{t+1} + τ/s²).
/// </remarks>
internal sealed class LinearGaussianControl
{
    public LinearGaussianControl(double[] stiffness, double[] centre, double temperature, double[] velocities)
    {
        int steps = velocities.Length;
        (Centre, Temperature, Velocities) = (centre, temperature, velocities);
        Stiffness = new double[steps + 1][];
        Gains = new double[steps][];
        Offsets = new double[steps + 1];
        Deviations = new double[steps];
        Stiffness[steps] = stiffness;
        for (int step = steps - 1; step >= 0; step--)
        {
            double pull = temperature / velocities[step];
            double[] next = Stiffness[step + 1];
            Gains[step] = [.. next.Select(k => pull / (k + pull))];
            Stiffness[step] = [.. next.Select(k => k * pull / (k + pull))];
            double variance = temperature / (next.Average() + pull);
            Deviations[step] = Math.Sqrt(variance);
            Offsets[step] = Offsets[step + 1] + (stiffness.Length * ((0.5 * temperature) - (0.5 * temperature * Math.Log(variance))));
        }
    }

    public double[] Centre { get; }

    public double Temperature { get; }

    public double[] Velocities { get; }

    /// <summary>K, [T + 1][d].</summary>
    public double[][] Stiffness { get; }

    /// <summary>What the best mean keeps of x − c, [T][d].</summary>
    public double[][] Gains { get; }

    public double[] Offsets { get; }

    /// <summary>σ_t.</summary>
    public double[] Deviations { get; }

    /// <summary>V(x, t).</summary>
    public double Value(int step, params double[] x) =>
        Offsets[step] + Enumerable.Range(0, Centre.Length).Sum(i => 0.5 * Stiffness[step][i] * (x[i] - Centre[i]) * (x[i] - Centre[i]));

    /// <summary>The cost of any chain with means c + gain (x − c) and deviations σ_t from x_0 ~ N(0, I), by its moments; and E|x_{t+1} − x_t|²/d of every step.</summary>
    public (double Cost, double[] Velocities) Follow(double[][] gains, double[] deviations)
    {
        double cost = 0;
        int dimension = Centre.Length;
        double[] squares = [.. Centre.Select(c => 1 + (c * c))];
        double[] velocities = new double[gains.Length];
        for (int step = 0; step < gains.Length; step++)
        {
            double noise = deviations[step] * deviations[step];
            double moved = Enumerable.Range(0, dimension).Sum(i => (squares[i] * (1 - gains[step][i]) * (1 - gains[step][i])) + noise);
            velocities[step] = moved / dimension;
            cost += Temperature * ((moved / (2 * Velocities[step])) - (dimension * Math.Log(deviations[step])));
            squares = [.. squares.Select((square, i) => (square * gains[step][i] * gains[step][i]) + noise)];
        }

        return (cost + Enumerable.Range(0, dimension).Sum(i => 0.5 * Stiffness[^1][i] * squares[i]), velocities);
    }
}
