using Samovar.Compute;
using Samovar.Compute.Randomness;

namespace Samovar.Data;

/// <summary>A law that can be drawn from without end: a built-in data set. It has no energy, so it is no target.</summary>
/// <remarks>What else is known about it is said by the interfaces it implements, asked for through <see cref="Capability{T}"/>.</remarks>
public interface IDataSource
{
    /// <summary>Name, as used on the command line and in run folders.</summary>
    string Name { get; }

    /// <summary>The exact definition, with every constant; one line.</summary>
    string Definition { get; }

    /// <summary>Number of coordinates d.</summary>
    int Dimension { get; }

    /// <summary>Fills a batch with independent draws.</summary>
    /// <param name="destination">[n, d] overwritten.</param>
    /// <param name="random">Source of randomness; advanced.</param>
    void Draw(Batch destination, RandomStream random);

    /// <summary>What else is known, or null.</summary>
    /// <typeparam name="T">A capability interface such as <see cref="IHasCentres"/>.</typeparam>
    T? Capability<T>()
        where T : class => this as T;
}

/// <summary>A data source whose density is known exactly.</summary>
public interface IHasDensity
{
    /// <summary>The normalized log-density of each point.</summary>
    /// <param name="points">[n, d] positions.</param>
    /// <param name="logDensity">[n] natural logarithms; −∞ outside the support; overwritten.</param>
    void LogDensity(Batch points, Span<double> logDensity);
}

/// <summary>A data source that is an equal mixture of equal round Gaussians.</summary>
public interface IHasCentres
{
    /// <summary>[modes, d] the means.</summary>
    Batch Centres { get; }

    /// <summary>Standard deviation of every mode along every coordinate, in the units of the points.</summary>
    double Deviation { get; }
}

/// <summary>A data source with a domain that its published rankings are stated on.</summary>
public interface IHasDomain
{
    /// <summary>Half the width of a cube around the origin, in the units of the points.</summary>
    double HalfWidth { get; }
}
