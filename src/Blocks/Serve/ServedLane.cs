using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Serve;

/// <summary>
/// What one peer is owed on one lane: requests by class, the most urgent first while each class keeps its share, and ends, which are small and go before.
/// </summary>
internal sealed class ServedLane(int number, int chunkBytes)
{
    private readonly LinkedList<WaitingRequest>[] _classes = [new(), new(), new()];
    private readonly LevelShares _shares = new(GrantLevel.ClassShares, chunkBytes);

    public int Number => number;

    /// <summary>It was up in this session and went: what was to be answered on it has ended on both sides.</summary>
    public bool IsDown { get; set; }

    /// <summary>The demand that is open, or null.</summary>
    public (FetchPriority Class, int Bytes)? Asked { get; set; }

    public Queue<RequestEnd> Ends { get; } = new();

    public long Bytes { get; private set; }

    /// <summary>The class to ask for room with: of the most urgent chunk, and only where no chunk waits that of ends, or who is told "busy" would jump the queue.</summary>
    public FetchPriority Class =>
        _classes[0].Count > 0 ? FetchPriority.FetchNow
        : _classes[1].Count > 0 ? FetchPriority.Fetch
        : _classes[2].Count > 0 ? FetchPriority.Later
        : FetchPriority.FetchNow;

    public LinkedListNode<WaitingRequest> Add(WaitingRequest request)
    {
        Bytes += request.Cost;
        return _classes[GrantLevel.OfClass(request.Request.Class)].AddLast(request);
    }

    public void Remove(LinkedListNode<WaitingRequest> node)
    {
        Bytes -= node.Value.Cost;
        node.List!.Remove(node);
    }

    /// <summary>What is served next, or null.</summary>
    public LinkedListNode<WaitingRequest>? Next => Waiting is var waiting and not 0 ? _classes[_shares.Pick(waiting)].First : null;

    /// <summary>It is served: removed, and counted against the shares.</summary>
    public void Serve(LinkedListNode<WaitingRequest> node)
    {
        _shares.Serve(GrantLevel.OfClass(node.Value.Request.Class), node.Value.Cost, Waiting);
        Remove(node);
    }

    public IEnumerable<WaitingRequest> Drain()
    {
        var all = _classes.SelectMany(requests => requests).ToList();
        foreach (var requests in _classes)
        {
            requests.Clear();
        }

        Bytes = 0;
        Ends.Clear();
        Asked = null;
        return all;
    }

    private uint Waiting => (_classes[0].Count > 0 ? 1u : 0) | (_classes[1].Count > 0 ? 2u : 0) | (_classes[2].Count > 0 ? 4u : 0);
}
