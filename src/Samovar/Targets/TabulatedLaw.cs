namespace Samovar.Targets;

/// <summary>A law on the line given by its energy: masses by quadrature on a grid, draws by inversion.</summary>
internal sealed class TabulatedLaw
{
    private const int Cells = 1 << 15;

    private readonly Func<double, double> energy;
    private readonly double reach;
    private readonly double[] cumulative = new double[Cells + 1];

    /// <param name="energy">E(x) = −ln ρ(x), smooth.</param>
    /// <param name="reach">Beyond ± this the density may be neglected in double precision.</param>
    public TabulatedLaw(Func<double, double> energy, double reach)
    {
        (this.energy, this.reach) = (energy, reach);
        for (int cell = 0; cell < Cells; cell++)
        {
            cumulative[cell + 1] = cumulative[cell] + Simpson(Left(cell), CellWidth);
        }
    }

    /// <summary>∫ exp(−E) dx.</summary>
    public double Normalizer => cumulative[Cells];

    private double CellWidth => 2 * reach / Cells;

    /// <summary>Probability of values below x, |x| up to the reach.</summary>
    public double MassBelow(double x)
    {
        double position = (x + reach) / CellWidth;
        int cell = (int)Math.Floor(position);
        double inside = (position - cell) * CellWidth;
        return (cumulative[cell] + Simpson(Left(cell), inside)) / Normalizer;
    }

    /// <summary>The point below which lies a given share of the mass.</summary>
    /// <param name="share">In [0, 1).</param>
    public double Quantile(double share)
    {
        double mass = share * Normalizer;
        int place = Array.BinarySearch(cumulative, mass);
        int cell = Math.Clamp(place >= 0 ? place : ~place - 1, 0, Cells - 1);
        double content = cumulative[cell + 1] - cumulative[cell];
        double fraction = content > 0 ? (mass - cumulative[cell]) / content : 0.5;
        return Left(cell) + (fraction * CellWidth);
    }

    /// <summary>The mean of a function under the law.</summary>
    public double Mean(Func<double, double> function)
    {
        double sum = 0;
        for (int cell = 0; cell < Cells; cell++)
        {
            sum += function(Left(cell) + (0.5 * CellWidth)) * (cumulative[cell + 1] - cumulative[cell]);
        }

        return sum / Normalizer;
    }

    private double Left(int cell) => -reach + (cell * CellWidth);

    private double Simpson(double start, double width) =>
        width / 6 * (Math.Exp(-energy(start)) + (4 * Math.Exp(-energy(start + (0.5 * width)))) + Math.Exp(-energy(start + width)));
}
