using System.Globalization;
using Samovar.Compute.Randomness;
using Samovar.Targets;

namespace Samovar.Checks;

/// <summary>Tells symmetries of the energy, as far as probe points can: signs, exchanges, rotations, translations, shifts of lattices.</summary>
internal static class SymmetryProbe
{
    /// <summary>Beyond this many coordinates, single ones are tried by sample.</summary>
    private const int FewCoordinates = 40;
    private const int Sample = 24;
    private const int Listed = 8;
    private const string AnyExchange = "Symmetric under exchange of coordinates.";
    private static readonly int[] BlockSizes = [2, 3];

    public static IReadOnlyList<string> Observe(ITarget target, ProbePoints near, double scale, RandomStream random)
    {
        SymmetryTrial trial = new(target, near);
        int dimension = target.Dimension;
        List<string> seen = [];
        if (trial.Holds(PointMaps.Negate))
        {
            seen.Add("Symmetric under change of sign.");
        }

        seen.AddRange(SingleSigns(trial, dimension));
        string[] exchanges = [.. Exchanges(trial, dimension, random)];
        seen.AddRange(exchanges);
        bool exchangeable = exchanges.Contains(AnyExchange);
        bool rotates = dimension > 1 && trial.Holds(PointMaps.Rotation(dimension, random));
        if (rotates)
        {
            seen.Add("Symmetric under rotation.");
        }

        int[] sizes = [.. BlockSizes.Where(size => dimension % size == 0 && dimension >= 2 * size)];
        seen.AddRange(sizes.SelectMany(size => Blocks(trial, dimension, size, (exchangeable, rotates), random)));
        seen.AddRange(Translations(trial, dimension, sizes, scale, random));

        seen.AddRange(Free(trial, dimension, scale));
        if (!exchangeable)
        {
            seen.AddRange(Lattices(trial, dimension));
        }

        return seen;
    }

    private static IEnumerable<string> SingleSigns(SymmetryTrial trial, int dimension)
    {
        if (dimension is > 1 and <= FewCoordinates)
        {
            int[] even = [.. Enumerable.Range(0, dimension).Where(column => trial.Holds(PointMaps.NegateOne(column)))];
            if (even.Length == dimension)
            {
                yield return "Symmetric under change of sign of every single coordinate.";
            }
            else if (even.Length > 0)
            {
                yield return $"Symmetric under change of sign of single coordinates: {List(even)}.";
            }
        }
    }

    private static IEnumerable<string> Exchanges(SymmetryTrial trial, int dimension, RandomStream random)
    {
        if (dimension > FewCoordinates)
        {
            if (Enumerable.Range(0, Sample).All(_ => trial.Holds(PointMaps.Exchange(random.NextInt(dimension), random.NextInt(dimension), 1))))
            {
                yield return AnyExchange;
            }

            yield break;
        }

        List<List<int>> classes = [];
        for (int column = 0; column < dimension; column++)
        {
            if (classes.Find(members => trial.Holds(PointMaps.Exchange(members[0], column, 1))) is { } like)
            {
                like.Add(column);
            }
            else
            {
                classes.Add([column]);
            }
        }

        foreach (List<int> members in classes.Where(members => members.Count > 1))
        {
            yield return members.Count == dimension ? AnyExchange : $"Symmetric under exchange among coordinates {List([.. members])}.";
        }
    }

    /// <summary>Blocks of neighbouring coordinates, such as the positions of particles.</summary>
    private static IEnumerable<string> Blocks(
        SymmetryTrial trial, int dimension, int size, (bool Exchangeable, bool Rotates) known, RandomStream random)
    {
        int blocks = dimension / size;
        if (!known.Exchangeable && Enumerable.Range(0, Math.Min(blocks - 1, Sample)).All(index => trial.Holds(PointMaps.Exchange(index, index + 1, size))))
        {
            yield return $"Symmetric under exchange of {Particles(dimension, size)}.";
        }

        if (!known.Rotates && trial.Holds(PointMaps.Rotation(size, random)))
        {
            yield return $"Symmetric under rotation of {Particles(dimension, size)} together.";
        }
    }

    private static string Particles(int dimension, int size) => $"the {dimension / size} blocks of {size} neighbouring coordinates (particles)";

    /// <summary>Blocks that may move by any vector may of course move by one with equal coordinates.</summary>
    private static IEnumerable<string> Translations(SymmetryTrial trial, int dimension, int[] sizes, double scale, RandomStream random)
    {
        int[] moving = [.. sizes.Where(size => trial.Holds(PointMaps.Translation(size, scale, random)))];
        if (moving.Length == 0 && dimension > 1 && trial.Holds(PointMaps.Translation(1, scale, random)))
        {
            yield return "Symmetric under translation of all coordinates together.";
        }

        foreach (int size in moving)
        {
            yield return $"Symmetric under translation of {Particles(dimension, size)} together.";
        }
    }

    private static IEnumerable<string> Free(SymmetryTrial trial, int dimension, double scale)
    {
        int[] free = [.. Enumerable.Range(0, Math.Min(dimension, FewCoordinates)).Where(column => trial.Holds(PointMaps.TranslateOne(column, scale)))];
        if (free.Length > 0)
        {
            yield return $"Symmetric under translation along single coordinates, on which the energy does not depend: {List(free)}.";
        }
    }

    private static IEnumerable<string> Lattices(SymmetryTrial trial, int dimension)
    {
        int side = (int)Math.Round(Math.Sqrt(dimension));
        if (dimension > 2 && trial.Holds(PointMaps.Shift(dimension, 1)))
        {
            yield return "Symmetric under translation along a ring of coordinates: a cyclic shift.";
        }
        else if (side > 1 && side * side == dimension && trial.Holds(PointMaps.Shift(side, 1)) && trial.Holds(PointMaps.Shift(dimension, side)))
        {
            yield return $"Symmetric under translation along both axes of a periodic {side} × {side} lattice of coordinates.";
        }
    }

    private static string List(int[] columns)
    {
        string shown = string.Join(", ", columns.Take(Listed).Select(column => column.ToString(CultureInfo.InvariantCulture)));
        return columns.Length > Listed ? $"{shown}, … ({columns.Length} in all)" : shown;
    }
}
