namespace Samovar.Compute.Threading;

/// <summary>Work cut into numbered chunks that may run in any order and at the same time.</summary>
/// <remarks>
/// For results that do not depend on the number of threads: give the chunks a fixed shape, let each chunk own what it writes, and reduce in the
/// order of the chunks. Chunks of some 50 microseconds or more repay the fork.
/// </remarks>
public interface IChunkedWork
{
    /// <summary>Does one chunk.</summary>
    /// <param name="chunk">The chunk's number, from 0.</param>
    void Execute(int chunk);
}
