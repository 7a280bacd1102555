using System.Runtime.ExceptionServices;

namespace Samovar.Compute.Threading;

/// <summary>A few background threads that run numbered chunks, claimed one by one by whoever is free; the caller takes part.</summary>
/// <remarks>
/// <para>A run allocates nothing. Idle workers watch for the next run for some tens of microseconds, then sleep until they are woken.</para>
/// <para>
/// Runs are not queued: a run started inside a chunk, or while another thread's run is under way, is done in full by its caller alone. So nothing can
/// deadlock, and the results are the same.
/// </para>
/// </remarks>
public sealed class WorkerPool : IDisposable
{
    /// <summary>Turns of watching before sleeping; a turn is a pause of roughly forty nanoseconds.</summary>
    private const int WatchTurns = 800;

    /// <summary>Turns of giving way to other threads before the caller sleeps until the last chunk is done.</summary>
    private const int YieldTurns = 100;

    private static readonly Lock SharedGate = new();
    private static WorkerPool? shared;

    [ThreadStatic]
    private static bool insideChunk;

    private readonly Thread[] workers;
    private readonly int watchTurns;
    private readonly object wakeWorkers = new();
    private readonly object wakeCaller = new();
    private ClaimTicket ticket;
    private IChunkedWork work = NoWork.Instance;
    private int chunkCount;
    private int sleepingWorkers;
    private int callerSleeps;
    private int running;
    private volatile bool disposed;
    private ExceptionDispatchInfo? failure;
    private int failedChunk;

    /// <summary>Starts the pool.</summary>
    /// <param name="threads">How many threads take part in a run, the caller included; 1 means that there are no workers.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is below 1.</exception>
    public WorkerPool(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        Threads = threads;
        // With more threads than processors, whoever watches keeps a processor from whoever works.
        watchTurns = threads <= Environment.ProcessorCount ? WatchTurns : 0;
        workers = new Thread[threads - 1];
        for (int i = 0; i < workers.Length; i++)
        {
            workers[i] = new Thread(Work) { IsBackground = true, Name = $"Samovar worker {i + 1}" };
            workers[i].Start();
        }
    }

    /// <summary>The pool of the process, born at first use with <see cref="Environment.ProcessorCount"/> threads or as <see cref="Configure"/> said.</summary>
    public static WorkerPool Shared
    {
        get
        {
            if (Volatile.Read(ref shared) is { } pool)
            {
                return pool;
            }

            lock (SharedGate)
            {
                return shared ??= new WorkerPool(Environment.ProcessorCount);
            }
        }
    }

    /// <summary>How many threads take part in a run, the caller included.</summary>
    public int Threads { get; }

    /// <summary>Sets the size of <see cref="Shared"/>, once, before its first use. Repeating the same size is harmless.</summary>
    /// <param name="threads">At least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is below 1.</exception>
    /// <exception cref="InvalidOperationException">The shared pool already exists with another size.</exception>
    public static void Configure(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        lock (SharedGate)
        {
            if (shared is not null && shared.Threads != threads)
            {
                throw new InvalidOperationException(
                    $"The shared worker pool already has {shared.Threads} threads and cannot change to {threads}. Call WorkerPool.Configure once, at the start of the program.");
            }

            shared ??= new WorkerPool(threads);
        }
    }

    /// <summary>Runs every chunk exactly once and returns when all are done.</summary>
    /// <param name="chunks">Number of chunks, at least 0.</param>
    /// <param name="work">The work.</param>
    /// <remarks>An exception in a chunk does not stop the others; when all are done, the one of the lowest chunk is thrown to the caller.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="chunks"/> is negative.</exception>
    /// <exception cref="ObjectDisposedException">The pool has been disposed of.</exception>
    public void Run(int chunks, IChunkedWork work)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(chunks);
        ArgumentNullException.ThrowIfNull(work);
        ObjectDisposedException.ThrowIf(disposed, this);
        if (workers.Length == 0 || chunks <= 1 || insideChunk || Interlocked.CompareExchange(ref running, 1, 0) != 0)
        {
            RunInline(chunks, work);
            return;
        }

        (this.work, chunkCount, failure, failedChunk) = (work, chunks, null, int.MaxValue);
        ticket.Open(chunks);
        // The ticket is published with a full fence and a sleeper counts itself before it looks at the ticket: one of the two sees the other.
        if (Volatile.Read(ref sleepingWorkers) > 0)
        {
            lock (wakeWorkers)
            {
                Monitor.PulseAll(wakeWorkers);
            }
        }

        ClaimChunks();
        Join();
        ExceptionDispatchInfo? thrown = failure;
        (this.work, failure) = (NoWork.Instance, null);
        Volatile.Write(ref running, 0);
        thrown?.Throw();
    }

    /// <summary>Ends the workers and waits for them. Not while a run is under way. A second call does nothing.</summary>
    public void Dispose()
    {
        disposed = true;
        lock (wakeWorkers)
        {
            Monitor.PulseAll(wakeWorkers);
        }

        foreach (Thread worker in workers)
        {
            worker.Join();
        }
    }

    private static void RunInline(int chunks, IChunkedWork work)
    {
        ExceptionDispatchInfo? first = null;
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            try
            {
                work.Execute(chunk);
            }
            catch (Exception exception)
            {
                first ??= ExceptionDispatchInfo.Capture(exception);
            }
        }

        first?.Throw();
    }

    private void Work()
    {
        while (!disposed)
        {
            ClaimChunks();
            int turn = 0;
            while (turn < watchTurns && !ticket.HasUnclaimed && !disposed)
            {
                turn++;
                Thread.SpinWait(1);
            }

            if (!ticket.HasUnclaimed)
            {
                Sleep();
            }
        }
    }

    private void Sleep()
    {
        lock (wakeWorkers)
        {
            Interlocked.Increment(ref sleepingWorkers);
            while (!ticket.HasUnclaimed && !disposed)
            {
                Monitor.Wait(wakeWorkers);
            }

            Interlocked.Decrement(ref sleepingWorkers);
        }
    }

    private void ClaimChunks()
    {
        // A claimed chunk keeps its run open, so the fields of the run may be read after the claim and never before it.
        while (ticket.TryClaim(out int unclaimed))
        {
            int chunk = chunkCount - unclaimed;
            insideChunk = true;
            try
            {
                work.Execute(chunk);
            }
            catch (Exception exception)
            {
                Keep(exception, chunk);
            }
            finally
            {
                insideChunk = false;
            }

            if (ticket.Finish() == 0 && Volatile.Read(ref callerSleeps) != 0)
            {
                lock (wakeCaller)
                {
                    Monitor.Pulse(wakeCaller);
                }
            }
        }
    }

    private void Keep(Exception exception, int chunk)
    {
        lock (wakeCaller)
        {
            if (chunk < failedChunk)
            {
                failedChunk = chunk;
                failure = ExceptionDispatchInfo.Capture(exception);
            }
        }
    }

    private void Join()
    {
        for (int turn = 0; turn < watchTurns + YieldTurns && ticket.Unfinished > 0; turn++)
        {
            if (turn < watchTurns)
            {
                Thread.SpinWait(1);
            }
            else
            {
                Thread.Yield();
            }
        }

        if (ticket.Unfinished == 0)
        {
            return;
        }

        lock (wakeCaller)
        {
            Interlocked.Exchange(ref callerSleeps, 1);
            while (ticket.Unfinished > 0)
            {
                Monitor.Wait(wakeCaller);
            }

            Volatile.Write(ref callerSleeps, 0);
        }
    }

    private sealed class NoWork : IChunkedWork
    {
        public static readonly NoWork Instance = new();

        public void Execute(int chunk)
        {
        }
    }
}
