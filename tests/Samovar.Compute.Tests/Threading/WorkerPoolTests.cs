using Samovar.Compute.Threading;

namespace Samovar.Compute.Tests.Threading;

public sealed class WorkerPoolTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(32)]
    public void Every_chunk_runs_exactly_once_in_many_short_runs(int threads)
    {
        using WorkerPool pool = new(threads);
        for (int run = 0; run < 2000; run++)
        {
            CountingWork work = new(run % 23);
            pool.Run(work.Counts.Length, work);
            Assert.All(work.Counts, count => Assert.Equal(1, count));
        }
    }

    [Fact]
    public void Sleeping_workers_wake_up_and_take_part()
    {
        using WorkerPool pool = new(2);
        for (int run = 0; run < 20; run++)
        {
            Thread.Sleep(5);
            // Two chunks that wait for each other can only end when two threads run them.
            using MeetingWork work = new();
            pool.Run(2, work);
            Assert.True(work.Met);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void The_exception_of_the_lowest_chunk_reaches_the_caller_after_all_chunks_ran(int threads)
    {
        using WorkerPool pool = new(threads);
        for (int run = 0; run < 200; run++)
        {
            CountingWork work = new(40, failing: chunk => chunk is 13 or 5 or 39);
            InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => pool.Run(40, work));
            Assert.Equal("chunk 5", thrown.Message);
            Assert.All(work.Counts, count => Assert.Equal(1, count));
        }

        CountingWork healthy = new(10);
        pool.Run(10, healthy);
        Assert.All(healthy.Counts, count => Assert.Equal(1, count));
    }

    [Fact]
    public void A_run_inside_a_chunk_is_done_by_the_thread_of_that_chunk()
    {
        using WorkerPool pool = new(4);
        NestingWork work = new(pool, 50);
        pool.Run(8, work);
        Assert.Equal(8 * 50, work.InnerChunks);
        Assert.Equal(0, work.ForeignThreads);
    }

    [Fact]
    public void Runs_from_several_threads_at_once_all_complete()
    {
        using WorkerPool pool = new(3);
        CountingWork[] works = [.. Enumerable.Range(0, 6).Select(_ => new CountingWork(500))];
        Thread[] callers = [.. works.Select(work => new Thread(() => pool.Run(500, work)))];
        Array.ForEach(callers, caller => caller.Start());
        Array.ForEach(callers, caller => caller.Join());
        Assert.All(works, work => Assert.All(work.Counts, count => Assert.Equal(1, count)));
    }

    [Fact]
    public void A_run_allocates_nothing()
    {
        using WorkerPool pool = new(2);
        CountingWork work = new(64);
        pool.Run(64, work);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int run = 0; run < 1000; run++)
        {
            pool.Run(64, work);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Bad_arguments_and_a_disposed_pool_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WorkerPool(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => WorkerPool.Configure(0));
        WorkerPool pool = new(2);
        Assert.Throws<ArgumentOutOfRangeException>(() => pool.Run(-1, new CountingWork(1)));
        pool.Dispose();
        pool.Dispose();
        Assert.Throws<ObjectDisposedException>(() => pool.Run(1, new CountingWork(1)));
    }

    [Fact]
    public void The_shared_pool_keeps_the_size_it_was_born_with()
    {
        WorkerPool pool = WorkerPool.Shared;
        WorkerPool.Configure(pool.Threads);
        Assert.Same(pool, WorkerPool.Shared);
        Assert.Throws<InvalidOperationException>(() => WorkerPool.Configure(pool.Threads + 1));
    }

    private sealed class CountingWork(int chunks, Predicate<int>? failing = null) : IChunkedWork
    {
        public int[] Counts { get; } = new int[chunks];

        public void Execute(int chunk)
        {
            Interlocked.Increment(ref Counts[chunk]);
            if (failing?.Invoke(chunk) == true)
            {
                throw new InvalidOperationException($"chunk {chunk}");
            }
        }
    }

    private sealed class MeetingWork : IChunkedWork, IDisposable
    {
        private readonly Barrier barrier = new(2);
        private int meetings;

        public bool Met => meetings == 2;

        public void Execute(int chunk)
        {
            if (barrier.SignalAndWait(TimeSpan.FromSeconds(30)))
            {
                Interlocked.Increment(ref meetings);
            }
        }

        public void Dispose() => barrier.Dispose();
    }

    private sealed class NestingWork(WorkerPool pool, int inner) : IChunkedWork
    {
        private int innerChunks;
        private int foreignThreads;

        public int InnerChunks => innerChunks;

        public int ForeignThreads => foreignThreads;

        public void Execute(int chunk) => pool.Run(inner, new Inner(this, Environment.CurrentManagedThreadId));

        private sealed class Inner(NestingWork outer, int thread) : IChunkedWork
        {
            public void Execute(int chunk)
            {
                Interlocked.Increment(ref outer.innerChunks);
                if (Environment.CurrentManagedThreadId != thread)
                {
                    Interlocked.Increment(ref outer.foreignThreads);
                }
            }
        }
    }
}
