using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Samovar.Compute;
using Samovar.Compute.Randomness;
using Samovar.Compute.Threading;
using Samovar.Data;
using Samovar.Data.Sources;
using Samovar.Methods;
using Samovar.Samplers;
using Samovar.Targets;
using Samovar.Tests.Methods.Classical;
using Samovar.Tests.Objectives;
using Samovar.Training;

namespace Samovar.Tests.Training;

/// <summary>The pool of a process has one size, so each number of threads gets a child process that trains in several ways, draws by every classical method, and writes fingerprints to a file.</summary>
public sealed class ThreadCountTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task The_same_seed_gives_the_same_checkpoint_and_the_same_draws_with_one_two_and_seven_threads()
    {
        string[] fingerprints = await Task.WhenAll(new[] { 1, 2, 7 }.Select(Run));

        Assert.Equal(11 + ClassicalMethods.All.Count, fingerprints[0].Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Equal(fingerprints[0], fingerprints[1]);
        Assert.Equal(fingerprints[0], fingerprints[2]);
    }

    private static async Task<string> Run(int threads)
    {
        string results = Path.Combine(AppContext.BaseDirectory, $"thread-count-{Environment.ProcessId}-{threads}.txt");
        string program = Path.Combine(AppContext.BaseDirectory, typeof(ThreadCountTests).Assembly.GetName().Name + (OperatingSystem.IsWindows() ? ".exe" : string.Empty));
        ProcessStartInfo start = new(program, ["-class", typeof(ThreadCountWitness).FullName!, "-noColor"]) { RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment[ThreadCountWitness.Threads] = threads.ToString(CultureInfo.InvariantCulture);
        start.Environment[ThreadCountWitness.Results] = results;
        // The runtime that runs this test runs the child, wherever it is installed.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        using Process child = Process.Start(start)!;
        try
        {
            Task<string> output = child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await child.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
            Assert.True(child.ExitCode == 0, $"The run with {threads} threads failed:\n{await output}");
            return await File.ReadAllTextAsync(results, TestContext.Current.CancellationToken);
        }
        finally
        {
            if (!child.HasExited)
            {
                child.Kill(entireProcessTree: true);
            }

            File.Delete(results);
        }
    }
}

/// <summary>Trains and draws inside the child process.</summary>
public sealed class ThreadCountWitness
{
    public const string Threads = "SAMOVAR_TEST_THREADS";
    public const string Results = "SAMOVAR_TEST_RESULTS";

    [Fact]
    public void Fingerprints_are_written_for_the_parent_process()
    {
        if (Environment.GetEnvironmentVariable(Threads) is not { } threads)
        {
            Assert.Skip("Only means something in a child process with a number of threads.");
            return;
        }

        WorkerPool.Configure(int.Parse(threads, CultureInfo.InvariantCulture));
        IEnumerable<string> checkpoints = new[] { "mog40", "many-well-32" }.Select(name =>
        {
            ObjectiveSession<OneStepGenerator> session = SmallSessions.Of(name);
            SmallSessions.Advance(session, SmallSessions.Steps);
            return SmallSessions.Fingerprint(SmallSessions.Save(session));
        });
        IEnumerable<string> paths = new[] { "tb", "pis", "subtb" }.Select(name =>
        {
            ObjectiveSession<ControlledDiffusion> session = SmallPathSessions.Of(name);
            SmallSessions.Advance(session, SmallPathSessions.Steps);
            return SmallSessions.Fingerprint(SmallSessions.Save(session));
        });
        File.WriteAllLines(Environment.GetEnvironmentVariable(Results)!, [.. checkpoints, .. paths, Paths(), Particles(), Energies(), Flow(new SdFlow(), "quick"), Flow(new SdFlow(new SdFlowSettings { Critic = GeneratorCritic.Discriminator }), "generator"), EnergyFlow(), .. ClassicalMethods.All.Select(method => $"{method.Key} {Fingerprint(method.Value)}")]);
    }

    /// <summary>Of a checkpoint of an energy and its chain, and of the energies of draws.</summary>
    private static string Energies()
    {
        DataSession<EnergyChain> session = GeneralizedContrastiveDivergenceTests.Session(DataSet.Of(new EightGaussians()), SmallSessions.Steps);
        SmallSessions.Advance(session, SmallSessions.Steps);
        EnergyChain model = (EnergyChain)session.Sampler;
        double[] energies = new double[1_100];
        model.Energy(model.Draw(energies.Length, RandomStream.FromSeed(3)).Points, energies);
        return $"{SmallSessions.Fingerprint(SmallSessions.Save(session))} {Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes<double>(energies)))}";
    }

    /// <summary>Of a checkpoint of score-difference flow from rows, and of draws.</summary>
    private static string Flow(SdFlow method, string preset)
    {
        TrainingSession session = method.Start(DataSet.Of(new Grid25()), preset, 5, 30);
        SmallSessions.Advance(session, 30);
        return $"{SmallSessions.Fingerprint(SmallSessions.Save(session))} {Fingerprint(((IFreeSampler)session.Sampler).Draw(1_100, RandomStream.FromSeed(3)))}";
    }

    /// <summary>The same from an energy.</summary>
    private static string EnergyFlow()
    {
        TrainingSession session = new SdFlow().Start(new Mog9(), "quick", 5, 10);
        SmallSessions.Advance(session, 10);
        return $"{SmallSessions.Fingerprint(SmallSessions.Save(session))} {Fingerprint(session.Sampler.Draw(new Mog9(), 1_100, RandomStream.FromSeed(3)))}";
    }

    private static string Fingerprint(Draws draws) => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(draws.Points.Values)));

    /// <summary>Of a checkpoint of trajectory balance, and of the weights of draws and of exact draws.</summary>
    private static string Paths()
    {
        TrainingSession session = new Tb().Start(new Mog9(), "quick", 5, SmallSessions.Steps);
        SmallSessions.Advance(session, SmallSessions.Steps);
        Draws draws = BothWays.Draw(session.Sampler, new Mog9(), 1_100, RandomStream.FromSeed(3));
        byte[] weights = MemoryMarshal.AsBytes<double>([.. draws.LogWeights!, .. draws.Truth!.LogWeights!]).ToArray();
        return $"{SmallSessions.Fingerprint(SmallSessions.Save(session))} {Convert.ToHexString(SHA256.HashData(weights))}";
    }

    /// <summary>Of a checkpoint of particles, past the warm-up of their score network, and of draws.</summary>
    private static string Particles()
    {
        ObjectiveSession<ParticleGenerator> session = SmallSessions.Particles();
        SmallSessions.Advance(session, SmallSessions.Steps);
        Batch draws = session.Sampler.Draw(session.Target, 1_100, RandomStream.FromSeed(3)).Points;
        return $"{SmallSessions.Fingerprint(SmallSessions.Save(session))} {Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(draws.Values)))}";
    }

    /// <summary>Of draws, weights and all numbers that a method reports.</summary>
    private static string Fingerprint(IDirectMethod method)
    {
        DirectDraws draws = method.Draw(new Mog9(), new DirectRequest(1_000, 7), CancellationToken.None);
        IEnumerable<double> numbers =
            [draws.LogNormalizer?.Value ?? 0, draws.LogNormalizer?.StandardError ?? 0, .. draws.LogWeights ?? [], .. draws.Diagnostics.Select(diagnostic => diagnostic.Value)];
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes(draws.Points.Values));
        hash.AppendData(MemoryMarshal.AsBytes<double>([.. numbers]));
        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
