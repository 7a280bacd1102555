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
}
