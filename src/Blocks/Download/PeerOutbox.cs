using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Download;

/// <summary>What waits to be said to one peer in one session.</summary>
internal sealed class PeerOutbox(NodeId peer, long session)
{
    /// <summary>Requests or cancels in one message: far below the cap of a control frame.</summary>
    private const int ItemsMax = 512;

    private readonly WaitingRequests _requests = new();
    private readonly Queue<ulong> _cancels = new();
    private (FetchPriority Class, int Bytes)? _demanded;

    public NodeId Peer => peer;

    public long Session => session;

    public void Add(ChunkRequest request) => _requests.Add(request);

    /// <summary>True when the request was still here.</summary>
    public bool Cancel(ulong request)
    {
        if (_requests.Remove(request))
        {
            return true;
        }

        _cancels.Enqueue(request);
        return false;
    }

    /// <summary>A demand to be made now, or null when the open one will do. No bytes take an open one back.</summary>
    public (FetchPriority Class, int Bytes)? TakeDemand()
    {
        var (priority, bytes) = Wanted();
        if (_demanded is { } open ? bytes > 0 && priority <= open.Class && bytes <= 2 * open.Bytes : bytes == 0)
        {
            return null;
        }

        _demanded = bytes == 0 ? null : (priority, bytes);
        return (priority, bytes);
    }

    /// <summary>The next message of at most so many bytes; cancels first, because they save the most. Ends the open demand.</summary>
    /// <param name="kind">Whose message.</param>
    /// <param name="bytes">With the frame's head.</param>
    /// <param name="isOpen">Whether a request has no end yet: a peer may say an end to what was not sent, and then it is not sent at all.</param>
    public WireMessage? Take(string kind, int bytes, Func<ulong, bool> isOpen)
    {
        _demanded = null;
        var room = bytes - WireSize.FrameMax;
        if (_cancels.Count > 0)
        {
            var cancels = new List<ulong>();
            for (room -= WireSize.CancelMax; room >= WireSize.CancelMax && cancels.Count < ItemsMax && _cancels.TryDequeue(out var cancel); room -= WireSize.CancelMax)
            {
                cancels.Add(cancel);
            }

            return cancels.Count > 0 ? new CancelMessage(kind, cancels) : null;
        }

        var requests = new List<ChunkRequest>(Math.Min(_requests.Count, ItemsMax));
        while (room >= WireSize.RequestMax && requests.Count < ItemsMax && _requests.TryTake(out var request))
        {
            if (isOpen(request.Request))
            {
                room -= WireSize.RequestMax;
                requests.Add(request);
            }
        }

        return requests.Count > 0 ? new RequestsMessage(kind, requests) : null;
    }

    private (FetchPriority Class, int Bytes) Wanted()
    {
        var priority = _requests.Class;
        if (_cancels.Count > 0)
        {
            return (priority > FetchPriority.Fetch ? priority : FetchPriority.Fetch, ((Math.Min(_cancels.Count, ItemsMax) + 1) * WireSize.CancelMax) + WireSize.FrameMax);
        }

        var bytes = Math.Min(_requests.Count, ItemsMax) * WireSize.RequestMax;
        return (priority, bytes == 0 ? 0 : bytes + WireSize.FrameMax);
    }
}
