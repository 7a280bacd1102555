using Samovar.Compute;

namespace Samovar.Runs;

/// <summary>How far a checkpoint had come.</summary>
/// <param name="CompletedSteps">Steps done.</param>
/// <param name="Cost">Target evaluations spent until then.</param>
public sealed record CheckpointProgress(int CompletedSteps, EvaluationCost Cost);

/// <summary>A run as a folder that other tools can read. Every file in it is whole at any moment, whenever the process is killed.</summary>
/// <remarks>
/// The checkpoint holds no wall time, so that the same run gives the same bytes; seconds live in the history. A record is on the disk before a
/// checkpoint of the same step, so a resumed run cuts the history back to the checkpoint and loses nothing.
/// </remarks>
public sealed class RunFolder
{
    private const string CheckpointFormat = "samovar-checkpoint-1";

    private readonly HistoryFile history;

    private RunFolder(string path, RunManifest manifest)
    {
        Location = Path.GetFullPath(path);
        Manifest = manifest;
        history = new HistoryFile(HistoryPath);
    }

    /// <summary>The folder, as a full path.</summary>
    public string Location { get; }

    /// <summary>The content of run.json.</summary>
    public RunManifest Manifest { get; }

    /// <summary>Path of run.json.</summary>
    public string ManifestPath => Path.Combine(Location, "run.json");

    /// <summary>Path of history.csv.</summary>
    public string HistoryPath => Path.Combine(Location, "history.csv");

    /// <summary>Path of checkpoint.safetensors.</summary>
    public string CheckpointPath => Path.Combine(Location, "checkpoint.safetensors");

    /// <summary>Path of samples.npy.</summary>
    public string SamplesPath => Path.Combine(Location, "samples.npy");

    /// <summary>Path of samples.csv, the same draws as rows of the table that was learned from.</summary>
    public string RowsPath => Path.Combine(Location, "samples.csv");

    /// <summary>Path of weights.npy, which only weighted draws have.</summary>
    public string WeightsPath => Path.Combine(Location, "weights.npy");

    /// <summary>Path of sampling.json, which methods that draw without training leave, and samplers whose draws have weights.</summary>
    public string SamplingPath => Path.Combine(Location, "sampling.json");

    /// <summary>Path of metrics.json.</summary>
    public string MetricsPath => Path.Combine(Location, "metrics.json");

    /// <summary>Path of report.html.</summary>
    public string ReportPath => Path.Combine(Location, "report.html");

    /// <summary>True once a checkpoint was saved.</summary>
    public bool HasCheckpoint => File.Exists(CheckpointPath);

    /// <summary>Makes the folder and writes run.json into it, before anything else happens.</summary>
    /// <param name="path">A folder that does not exist yet, or is empty.</param>
    /// <param name="manifest">What the run is.</param>
    /// <exception cref="IOException">The folder holds something, or cannot be written.</exception>
    public static RunFolder Create(string path, RunManifest manifest)
    {
        if (Problem(path) is { } problem)
        {
            throw new IOException(problem);
        }

        RunFolder folder = new(path, manifest);
        Directory.CreateDirectory(folder.Location);
        AtomicFile.WriteText(folder.ManifestPath, manifest.ToJson());
        return folder;
    }

    /// <summary>Opens an existing run.</summary>
    /// <param name="path">Its folder.</param>
    /// <exception cref="InvalidDataException">There is no such folder, it holds no run, or run.json is damaged.</exception>
    public static RunFolder Open(string path)
    {
        string manifestPath = Path.Combine(path, "run.json");
        if (!File.Exists(manifestPath))
        {
            string seen = Directory.Exists(path) ? "has no run.json" : "is not a folder";
            throw new InvalidDataException($"'{path}' is not a run: it {seen}. A run is a folder that 'samovar train' or 'samovar sample' made.");
        }

        return new RunFolder(path, RunManifest.Parse(File.ReadAllText(manifestPath), manifestPath));
    }

    /// <summary>What keeps a new run from being made at a path, found without leaving anything behind; null if nothing does.</summary>
    /// <param name="path">The folder of the new run.</param>
    public static string? Problem(string path)
    {
        if (File.Exists(path))
        {
            return $"'{path}' is a file; the run needs a folder. Choose another with --out.";
        }

        if (Directory.Exists(path) && Directory.EnumerateFileSystemEntries(path).Any())
        {
            return File.Exists(Path.Combine(path, "run.json"))
                ? $"'{path}' already holds a run. Choose another folder with --out; a training can be continued with --resume."
                : $"'{path}' holds other files. Choose an empty or new folder with --out.";
        }

        string existing = Path.GetFullPath(path);
        while (!Directory.Exists(existing))
        {
            if (File.Exists(existing))
            {
                return $"'{path}' cannot be made: '{existing}' is a file. Choose another folder with --out.";
            }

            existing = Path.GetDirectoryName(existing) ?? Path.GetPathRoot(Path.GetFullPath(path))!;
        }

        return WritingProblem(existing) is { } reason ? $"'{path}' cannot be made: {reason} Choose another folder with --out." : null;
    }

    /// <summary>Adds a record to history.csv.</summary>
    /// <param name="record">The record.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Append(StepRecord record) => history.Append(record);

    /// <summary>Reads history.csv.</summary>
    /// <returns>Its records, oldest first; empty where there is no file yet.</returns>
    /// <exception cref="InvalidDataException">A line cannot be read.</exception>
    public IReadOnlyList<StepRecord> LoadHistory() => File.Exists(HistoryPath) ? history.Load() : [];

    /// <summary>Saves the state of training.</summary>
    /// <param name="state">The session, between two steps.</param>
    /// <param name="progress">How far it has come.</param>
    /// <exception cref="IOException">The file cannot be written; the last checkpoint is intact.</exception>
    public void SaveCheckpoint(ICheckpointed state, CheckpointProgress progress)
    {
        Dictionary<string, CheckpointTensor> tensors = new(StringComparer.Ordinal);
        CheckpointSection root = new(tensors);
        state.Save(root.Section("session"));
        CheckpointSection own = root.Section("run");
        own.Write("completed-steps", (long)progress.CompletedSteps);
        own.Write("cost", progress.Cost.Energies, progress.Cost.Scores);
        history.FlushToDisk();
        AtomicFile.Write(CheckpointPath, stream => Safetensors.Write(stream, tensors, Identity()));
    }

    /// <summary>Restores the state of training.</summary>
    /// <param name="state">A new session of the same plan; overwritten.</param>
    /// <returns>How far the checkpoint had come.</returns>
    /// <exception cref="InvalidDataException">The checkpoint is damaged or belongs to another run.</exception>
    public CheckpointProgress LoadCheckpoint(ICheckpointed state)
    {
        SafetensorsContent content;
        using (FileStream stream = File.OpenRead(CheckpointPath))
        {
            content = Safetensors.Read(stream, CheckpointPath);
        }

        foreach ((string key, string expected) in Identity())
        {
            string found = content.Metadata.GetValueOrDefault(key, "nothing");
            if (found != expected)
            {
                throw new InvalidDataException(
                    $"'{CheckpointPath}' does not belong to this run: "
                    + $"its {key} is '{found}', that of run.json is '{expected}'. Put the right checkpoint back.");
            }
        }

        CheckpointSection root = new(new Dictionary<string, CheckpointTensor>(content.Tensors, StringComparer.Ordinal));
        CheckpointSection own = root.Section("run");
        Span<long> steps = stackalloc long[1];
        Span<long> cost = stackalloc long[2];
        own.Read("completed-steps", steps);
        own.Read("cost", cost);
        state.Load(root.Section("session"));
        return new CheckpointProgress(checked((int)steps[0]), new EvaluationCost(cost[0], cost[1]));
    }

    /// <summary>Drops the records after a step, which a resumed run will write again.</summary>
    /// <param name="step">The step of the checkpoint.</param>
    /// <returns>The records that remain.</returns>
    /// <exception cref="InvalidDataException">A line cannot be read.</exception>
    public IReadOnlyList<StepRecord> CutHistory(int step)
    {
        IReadOnlyList<StepRecord> kept = [.. LoadHistory().Where(record => record.Step <= step)];
        if (File.Exists(HistoryPath))
        {
            history.Rewrite(kept);
        }

        return kept;
    }

    /// <summary>Writes samples.npy, weights.npy where the draws are weighted, and sampling.json last, where there is something to say.</summary>
    /// <param name="points">[n, d] draws.</param>
    /// <param name="weights">[n] weights that sum to 1, or null where all draws weigh the same or none has any weight; then those of earlier draws are removed.</param>
    /// <param name="record">What was spent and said, or null.</param>
    /// <exception cref="IOException">A file cannot be written.</exception>
    public void SaveSampling(Batch points, IReadOnlyList<double>? weights, SamplingRecord? record)
    {
        AtomicFile.Write(SamplesPath, stream => NumpyFile.Write(stream, points));
        if (weights is null)
        {
            File.Delete(WeightsPath);
        }
        else
        {
            AtomicFile.Write(WeightsPath, stream => NumpyFile.Write(stream, weights.ToArray()));
        }

        if (record is not null)
        {
            AtomicFile.WriteText(SamplingPath, record.ToJson());
        }
    }

    /// <summary>Reads samples.npy.</summary>
    /// <returns>[n, d] draws.</returns>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public Batch LoadSamples()
    {
        using FileStream stream = File.OpenRead(SamplesPath);
        return NumpyFile.Read(stream, SamplesPath);
    }

    /// <summary>Reads weights.npy.</summary>
    /// <returns>[n] weights that sum to 1, or null where all draws weigh the same.</returns>
    /// <exception cref="InvalidDataException">The file holds something else.</exception>
    public IReadOnlyList<double>? LoadWeights()
    {
        if (!File.Exists(WeightsPath))
        {
            return null;
        }

        using FileStream stream = File.OpenRead(WeightsPath);
        return NumpyFile.ReadVector(stream, WeightsPath);
    }

    /// <summary>Reads sampling.json.</summary>
    /// <returns>The record, or null where there is no such file.</returns>
    /// <exception cref="InvalidDataException">The file has another shape.</exception>
    public SamplingRecord? LoadSampling() => File.Exists(SamplingPath) ? SamplingRecord.Parse(File.ReadAllText(SamplingPath), SamplingPath) : null;

    /// <summary>Writes metrics.json.</summary>
    /// <param name="results">What was measured.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveResults(RunResults results) => AtomicFile.WriteText(MetricsPath, results.ToJson());

    /// <summary>Reads metrics.json.</summary>
    /// <returns>What was measured, or null where there is no file yet.</returns>
    /// <exception cref="InvalidDataException">The file has another shape.</exception>
    public RunResults? LoadResults() => File.Exists(MetricsPath) ? RunResults.Parse(File.ReadAllText(MetricsPath), MetricsPath) : null;

    private Dictionary<string, string> Identity() => new(StringComparer.Ordinal)
    {
        ["format"] = CheckpointFormat,
        ["target"] = Manifest.Plan.Target,
        ["method"] = Manifest.Plan.Method,
        ["preset"] = Manifest.Plan.Preset,
        ["seed"] = Manifest.Plan.Seed.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["steps"] = Manifest.Plan.Steps.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    // Permissions, quotas and read-only mounts cannot be foreseen by asking; only writing tells.
    private static string? WritingProblem(string folder)
    {
        string probe = Path.Combine(folder, ".samovar-probe");
        try
        {
            using FileStream stream = new(probe, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            stream.WriteByte(0);
            stream.Flush(flushToDisk: true);
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"'{folder}' cannot be written to ({exception.Message.TrimEnd('.')}).";
        }
    }
}
