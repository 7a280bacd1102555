using Samovar.Samplers;

namespace Samovar.Tests.Methods;

/// <summary>What can be counted of networks beside the tables of the papers.</summary>
internal static class PaperNetworks
{
    /// <summary>Layers from 64 units to 64 units.</summary>
    public static int Layers(ControlledDiffusion sampler) => sampler.Parameters.Count(parameter => parameter is { Rows: 64, Columns: 64 });
}
