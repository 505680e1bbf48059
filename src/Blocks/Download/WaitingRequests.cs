using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Download;

/// <summary>
/// Requests that wait to be sent to one peer: the urgent first, within a class in the order of their numbers, which is that in which they are added. What is
/// cancelled meanwhile is left out when its turn comes, or when there is more of that than of what waits. Not thread-safe.
/// </summary>
internal sealed class WaitingRequests
{
    /// <summary>So many cancelled ones may lie about however few wait.</summary>
    private const int CancelledMin = 64;

    private readonly Queue<ChunkRequest>[] _classes = [new(), new(), new()];
    private readonly int[] _counts = new int[3];
    private readonly Dictionary<ulong, FetchPriority> _waiting = [];

    public int Count => _waiting.Count;

    /// <summary>The most urgent class that waits; <see cref="FetchPriority.Later"/> when nothing does.</summary>
    public FetchPriority Class => _counts[2] > 0 ? FetchPriority.FetchNow : _counts[1] > 0 ? FetchPriority.Fetch : FetchPriority.Later;

    public void Add(ChunkRequest request)
    {
        _waiting.Add(request.Request, request.Class);
        _classes[PlaceOf(request.Class)].Enqueue(request);
        _counts[PlaceOf(request.Class)]++;
    }

    /// <summary>True when the request was here.</summary>
    public bool Remove(ulong request)
    {
        if (!_waiting.Remove(request, out var priority))
        {
            return false;
        }

        var place = PlaceOf(priority);
        _counts[place]--;
        Tidy(place);
        return true;
    }

    /// <summary>The next one, taken out; false when none waits.</summary>
    public bool TryTake(out ChunkRequest request)
    {
        for (var place = _classes.Length - 1; place >= 0; place--)
        {
            while (_classes[place].TryDequeue(out request))
            {
                if (_waiting.Remove(request.Request))
                {
                    _counts[place]--;
                    return true;
                }
            }
        }

        request = default;
        return false;
    }

    private static int PlaceOf(FetchPriority priority) => priority - FetchPriority.Later;

    private void Tidy(int place)
    {
        var requests = _classes[place];
        if (requests.Count <= (2 * _counts[place]) + CancelledMin)
        {
            return;
        }

        for (var left = requests.Count; left > 0; left--)
        {
            var request = requests.Dequeue();
            if (_waiting.ContainsKey(request.Request))
            {
                requests.Enqueue(request);
            }
        }
    }
}
