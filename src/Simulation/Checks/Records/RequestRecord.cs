using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Download;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Simulation.Checks.Records;

/// <summary>The requests of one kind that a node has sent and that have no end yet, and what its peers have answered.</summary>
internal sealed class RequestRecord(Func<TimeSpan> now)
{
    private readonly Dictionary<ulong, SentRequest> _open = [];
    private readonly Dictionary<NodeId, PeerRequests> _peers = [];
    private readonly HashSet<(ArtifactId, uint)> _asked = [];
    private readonly List<(SentRequest Request, ChunkMessage Chunk)> _chunks = [];
    private readonly List<SentRequest> _sent = [];
    private (ulong Request, TimeSpan At) _lastAnswered;

    public IReadOnlyCollection<SentRequest> Open => _open.Values;

    /// <summary>Sent since the last check.</summary>
    public IReadOnlyList<SentRequest> News => _sent;

    /// <summary>Chunks that came since the last check, for requests that were not cancelled. Their data is not valid after the step.</summary>
    public IReadOnlyList<(SentRequest Request, ChunkMessage Chunk)> Chunks => _chunks;

    /// <summary>Whether there is any of both.</summary>
    public bool HasNews => _sent.Count > 0 || _chunks.Count > 0;

    /// <summary>Chunks that came for a request, whatever became of them.</summary>
    public long ChunksReceived { get; private set; }

    /// <summary>Requests that were taken back after they had been sent.</summary>
    public long Cancelled { get; private set; }

    /// <summary>Requests whose lane or session ended before their answer.</summary>
    public long Lost { get; private set; }

    /// <summary>The first chunk that was asked for twice; null when none was.</summary>
    public (ArtifactId Id, uint Chunk)? AskedTwice { get; private set; }

    public int OpenOf(NodeId peer) => _peers.TryGetValue(peer, out var requests) ? requests.Open : 0;

    /// <summary>When the last answer of a peer came in its present session.</summary>
    public TimeSpan HeardFrom(NodeId peer) => _peers.TryGetValue(peer, out var requests) ? requests.HeardAt : TimeSpan.Zero;

    public void Sent(OutboundMessage message)
    {
        switch (message.Message)
        {
            case RequestsMessage requests when _peers.TryGetValue(message.Peer, out var peer) && peer.Session == message.Session:
                foreach (var request in requests.Requests)
                {
                    Add(peer, new SentRequest(message.Peer, message.Session, request, now()));
                }

                break;
            case CancelMessage cancel:
                foreach (var number in cancel.Requests)
                {
                    Cancel(number);
                }

                break;
        }
    }

    public void Heard(DownloadInput input)
    {
        switch (input)
        {
            case DownloadAnswer { Message: { Body: ChunkMessage chunk } message } when Close(chunk.Request, message.Peer, message.Session) is { } request:
                ChunksReceived++;
                _lastAnswered = (chunk.Request, now());
                if (!request.IsCancelled)
                {
                    _chunks.Add((request, chunk));
                }

                break;
            case DownloadAnswer { Message: { Body: EndMessage ends } message }:
                foreach (var end in ends.Ends)
                {
                    Refused(end, message.Peer, message.Session);
                }

                break;
            case DownloadPeer { Event: var change }:
                Change(change);
                break;
        }
    }

    public void Forget()
    {
        _chunks.Clear();
        _sent.Clear();
    }

    private void Add(PeerRequests peer, SentRequest request)
    {
        // Its lane has gone while it was on its way out: it is asked again elsewhere.
        if ((peer.Lanes >> request.Lane & 1) == 0)
        {
            return;
        }

        if (_open.TryAdd(request.Number, request))
        {
            peer.Open++;
        }

        if (!_asked.Add((request.Id, request.Chunk)))
        {
            AskedTwice ??= (request.Id, request.Chunk);
        }

        _sent.Add(request);
    }

    /// <summary>One that was taken back in the moment in which its chunk came is one, too: that was decided before the chunk was looked at.</summary>
    private void Cancel(ulong number)
    {
        var isOpen = _open.TryGetValue(number, out var request);
        Cancelled += isOpen || _lastAnswered == (number, now()) ? 1 : 0;
        if (isOpen)
        {
            request!.IsCancelled = true;
        }
    }

    /// <summary>"Busy", most likely: asking again is right.</summary>
    private void Refused(RequestEnd end, NodeId peer, long session)
    {
        if (Close(end.Request, peer, session) is { } request)
        {
            _asked.Remove((request.Id, request.Chunk));
        }
    }

    private SentRequest? Close(ulong number, NodeId peer, long session)
    {
        if (!_open.TryGetValue(number, out var request) || request.Peer != peer || request.Session != session)
        {
            return null;
        }

        _open.Remove(number);
        var requests = _peers[peer];
        requests.Open--;
        requests.HeardAt = now();
        return request;
    }

    private void Change(PeerEvent change)
    {
        if (change is PeerJoined)
        {
            LoseAll(change.Peer, lane: null);
            _peers[change.Peer] = new PeerRequests(change.Session);
        }
        else if (_peers.TryGetValue(change.Peer, out var peer) && peer.Session == change.Session)
        {
            if (change is PeerLeft)
            {
                LoseAll(change.Peer, lane: null);
                _peers.Remove(change.Peer);
            }
            else if (change is LaneChanged lane)
            {
                peer.Lanes = lane.IsUp ? peer.Lanes | 1u << lane.Lane : peer.Lanes & ~(1u << lane.Lane);
                if (!lane.IsUp)
                {
                    LoseAll(change.Peer, lane.Lane);
                }
            }
        }
    }

    private void LoseAll(NodeId peer, int? lane)
    {
        foreach (var request in _open.Values.Where(request => request.Peer == peer && (lane is null || request.Lane == lane)).ToList())
        {
            Lost++;
            Close(request.Number, peer, request.Session);
        }
    }

    private sealed class PeerRequests(long session)
    {
        public long Session => session;

        public uint Lanes { get; set; }

        public int Open { get; set; }

        public TimeSpan HeardAt { get; set; }
    }
}
