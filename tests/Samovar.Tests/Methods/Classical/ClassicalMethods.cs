using Samovar.Methods;
using Samovar.Methods.Classical;

namespace Samovar.Tests.Methods.Classical;

/// <summary>Every classical method with settings that make it quick.</summary>
internal static class ClassicalMethods
{
    public static IReadOnlyDictionary<string, IDirectMethod> All { get; } = new Dictionary<string, IDirectMethod>
    {
        ["pt"] = new ParallelTemperingMethod(new ParallelTemperingSettings { Scans = 60, MostScans = 60, Precision = 10 }),
        ["smc"] = new SequentialMonteCarloMethod(new SequentialMonteCarloSettings { Particles = 64, Islands = 8, MostBatches = 1, Precision = 10 }),
        ["ais"] = new AnnealedImportanceMethod(new AnnealedImportanceSettings { Refinement = 2, ReverseChains = 64 }),
        ["hmc"] = new HamiltonianMethod(new HamiltonianSettings { WarmUp = 120 }),
        ["mala"] = new LangevinMethod(new LangevinSettings { WarmUp = 120 }),
        ["slice"] = new SliceMethod(new SliceSettings { WarmUp = 120 }),
        ["nuts"] = new NoUTurnMethod(new NoUTurnSettings { WarmUp = 60 }),
    };
}
