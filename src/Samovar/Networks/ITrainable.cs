using Samovar.Compute.Graphs;

namespace Samovar.Networks;

/// <summary>Something with parameters that an optimizer may change.</summary>
public interface ITrainable
{
    /// <summary>All trained matrices, in a fixed order, with names unique among them.</summary>
    IReadOnlyList<Parameter> Parameters { get; }
}
