using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;

namespace Tidings.Simulation.Checks.Records;

/// <summary>Which requests wait on one lane, by class, and how much that is more urgent was sent there since a class had its last turn.</summary>
/// <param name="chunkBytes">Most that a chunk takes on the wire: the unit in which shares are paid out.</param>
internal sealed class ClassTurns(int chunkBytes)
{
    /// <summary>What may be on its way when a request comes, in chunks.</summary>
    private const int ChunksAhead = 8;

    private readonly HashSet<ulong>[] _waiting = [[], [], []];
    private readonly long[] _passedOver = new long[3];

    public void Add(ulong request, FetchPriority priority)
    {
        var level = GrantLevel.OfClass(priority);
        if (_waiting[level].Count == 0)
        {
            _passedOver[level] = 0;
        }

        _waiting[level].Add(request);
    }

    public void Remove(ulong request)
    {
        foreach (var requests in _waiting)
        {
            requests.Remove(request);
        }
    }

    /// <summary>A chunk was sent.</summary>
    /// <returns>The class that has waited for longer than its share allows, and the bytes that went before it; null when none has.</returns>
    public (int Level, long Bytes)? Sent(ulong request, int bytes)
    {
        var level = Array.FindIndex(_waiting, waiting => waiting.Remove(request));
        if (level < 0)
        {
            return null;
        }

        _passedOver[level] = 0;
        for (var below = level + 1; below < _waiting.Length; below++)
        {
            if (_waiting[below].Count > 0 && (_passedOver[below] += bytes) > (long)(GrantLevel.ClassShares[below] + ChunksAhead) * chunkBytes)
            {
                return (below, _passedOver[below]);
            }
        }

        return null;
    }
}
