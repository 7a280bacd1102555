using Samovar.Samplers;
using Samovar.Training;

namespace Samovar.Tests.Training;

public sealed class AllocationTests
{
    /// <summary>Closures and the random streams of a step; no array grows with the batch or the networks.</summary>
    private const long BytesPerStep = 3_000;

    [Theory]
    [InlineData("mog40")]
    [InlineData("many-well-32")]
    public void A_training_step_allocates_no_more_than_its_closures(string name)
    {
        ObjectiveSession<OneStepGenerator> session = SmallSessions.Of(name);
        SmallSessions.Advance(session, 12);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int step = 0; step < 10; step++)
        {
            session.Advance();
        }

        long allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / 10;
        Assert.InRange(allocated, 0, BytesPerStep);
    }

    [Fact]
    public void A_training_step_on_particles_allocates_no_more_than_its_closures()
    {
        ObjectiveSession<ParticleGenerator> session = SmallSessions.Particles();
        SmallSessions.Advance(session, 12);
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int step = 0; step < 10; step++)
        {
            session.Advance();
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 10, 0, BytesPerStep);
    }

    /// <summary>Beyond closures, the list of finite weights that an objective takes its mean of: it grows with the trajectories, not with their steps.</summary>
    [Theory]
    [InlineData("tb")]
    [InlineData("pis")]
    [InlineData("subtb")]
    public void A_step_on_paths_allocates_the_same_whatever_their_length(string name)
    {
        long[] allocated = [.. new[] { 10, 40 }.Select(steps =>
        {
            ObjectiveSession<ControlledDiffusion> session = SmallPathSessions.Of(name, steps);
            SmallSessions.Advance(session, 6);
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int step = 0; step < 10; step++)
            {
                session.Advance();
            }

            return (GC.GetAllocatedBytesForCurrentThread() - before) / 10;
        })];

        Assert.InRange(allocated[0], 0, 2 * BytesPerStep);
        Assert.InRange(allocated[1], 0, 2 * BytesPerStep);
    }
}
