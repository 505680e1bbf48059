using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Serve;

/// <summary>One session's requests: bounded in number and bytes over all lanes, each found by its number.</summary>
internal sealed class ServedPeer(NodeId id, long session, long largestArtifact, int chunkBytes)
{
    private readonly List<ServedLane> _lanes = [];
    private readonly Dictionary<ulong, (ServedLane Lane, LinkedListNode<WaitingRequest> Node)> _requests = [];

    public NodeId Id => id;

    public long Session => session;

    /// <summary>Largest artifact of the kind that the peer takes, in bytes.</summary>
    public long LargestArtifact => largestArtifact;

    public RateMeter Rate { get; } = new();

    public List<ServedLane> Lanes => _lanes;

    public int Count => _requests.Count;

    public long Bytes
    {
        get
        {
            var bytes = 0L;
            foreach (var lane in _lanes)
            {
                bytes += lane.Bytes;
            }

            return bytes;
        }
    }

    public int Ends
    {
        get
        {
            var ends = 0;
            foreach (var lane in _lanes)
            {
                ends += lane.Ends.Count;
            }

            return ends;
        }
    }

    public bool Contains(ulong request) => _requests.ContainsKey(request);

    public ServedLane Lane(int number)
    {
        while (_lanes.Count <= number)
        {
            _lanes.Add(new ServedLane(_lanes.Count, chunkBytes));
        }

        return _lanes[number];
    }

    public void Add(WaitingRequest request, TimeSpan now)
    {
        if (Count == 0)
        {
            Rate.Begin(now);
        }

        var lane = Lane(request.Request.Lane);
        _requests.Add(request.Request.Request, (lane, lane.Add(request)));
    }

    /// <summary>Takes a waiting request back; false when it does not wait (its answer is on the way).</summary>
    public bool TryCancel(ulong request, out ServedLane? lane)
    {
        lane = null;
        if (!_requests.Remove(request, out var found))
        {
            return false;
        }

        lane = found.Lane;
        lane.Remove(found.Node);
        return true;
    }

    public void Serve(ServedLane lane, LinkedListNode<WaitingRequest> node)
    {
        lane.Serve(node);
        _requests.Remove(node.Value.Request.Request);
    }

    /// <summary>The lane went: its ends move to lane 0, and the requests that waited for it are taken back.</summary>
    /// <returns>Their numbers, in order of class, then age.</returns>
    public IReadOnlyList<ulong> DropLane(ServedLane lane)
    {
        if (lane.Number > 0)
        {
            foreach (var end in lane.Ends)
            {
                Lane(0).Ends.Enqueue(end);
            }
        }

        var dropped = lane.Drain().Select(request => request.Request.Request).ToList();
        dropped.ForEach(request => _requests.Remove(request));
        return dropped;
    }
}
