using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Serve;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Serve;

/// <summary>The serve and bandwidth cores joined as the graph joins them, with lanes that write when told to.</summary>
internal sealed class ServeRig(TestPool pool, ServeOptions? options = null, BandwidthOptions? bandwidth = null)
{
    public const int ChunkFrame = (256 << 10) + 2048;

    private readonly ServeLedger _serve = new(new ServeSettings("file", 256 << 10, options ?? new ServeOptions()), pool);
    private readonly BandwidthLedger _bandwidth = new(new BandwidthSettings(bandwidth ?? new BandwidthOptions(), new Dictionary<string, int>(), ChunkFrame));
    private readonly Dictionary<(NodeId Peer, int Lane), long> _held = [];
    private readonly Dictionary<NodeId, long> _sessions = [];
    private readonly Queue<object> _inputs = new();
    private long _nextSession;

    public TimeSpan Now { get; private set; }

    public TimeSpan? NextWake => _bandwidth.NextWake;

    /// <summary>What the lanes took; its leases are held until they write.</summary>
    public List<OutboundMessage> Sent { get; } = [];

    public List<Offence> Offences { get; } = [];

    public IEnumerable<ChunkMessage> Chunks => Sent.Select(sent => sent.Message).OfType<ChunkMessage>();

    public IEnumerable<RequestEnd> Ends => Sent.Select(sent => sent.Message).OfType<EndMessage>().SelectMany(message => message.Ends);

    public void Join(NodeId peer, long largest = long.MaxValue, int lanes = 2)
    {
        DropHeld(held => held == peer, null);
        _sessions[peer] = ++_nextSession;
        Change(new PeerJoined(peer, _nextSession, 1, [new PeerKind("file", 4096, 256 << 10, largest, null)]));
        for (var lane = 1; lane < lanes; lane++)
        {
            Change(new LaneChanged(peer, _nextSession, lane, true));
        }
    }

    public void Lane(NodeId peer, int lane, bool isUp)
    {
        if (!isUp)
        {
            DropHeld(held => held == peer, lane);
        }

        Change(new LaneChanged(peer, _sessions[peer], lane, isUp));
    }

    public void Ask(NodeId peer, ulong request, int artifact, uint chunk = 0, FetchPriority priority = FetchPriority.Fetch, int lane = 1) =>
        Message(peer, new RequestsMessage("file", [new ChunkRequest(request, TestPool.Id(artifact), chunk, lane, priority)]));

    public void Cancel(NodeId peer, params ulong[] requests) => Message(peer, new CancelMessage("file", requests));

    /// <summary>Each lane writes what it holds now, and they say so together.</summary>
    public void WriteOnce()
    {
        var rooms = _held.Where(lane => lane.Value > 0).OrderBy(lane => lane.Key)
            .Select(lane => new LaneRoom(lane.Key.Peer, _sessions[lane.Key.Peer], lane.Key.Lane, lane.Value)).ToList();
        rooms.ForEach(room => DropHeld(held => held == room.Peer, room.Lane));
        Handle(new RoomFreed(rooms));
    }

    public void WriteAll()
    {
        while (_held.Values.Any(bytes => bytes > 0))
        {
            WriteOnce();
        }
    }

    public void Advance(TimeSpan to)
    {
        Now = to;
        Handle(new BandwidthWake());
    }

    private void DropHeld(Func<NodeId, bool> peers, int? lane)
    {
        foreach (var key in _held.Keys.Where(key => peers(key.Peer) && (lane is null || key.Lane == lane)).ToList())
        {
            _held.Remove(key);
            foreach (var message in Sent.Skip(_written.GetValueOrDefault(key)).Where(sent => (sent.Peer, sent.Lane) == key))
            {
                message.ReleaseLease();
            }

            _written[key] = Sent.Count;
        }
    }

    private readonly Dictionary<(NodeId Peer, int Lane), int> _written = [];

    private void Message(NodeId peer, WireMessage message) =>
        Handle(new ServeMessage(new DecodedMessage(peer, _sessions[peer], 0, "file", message, new RentedBuffer([], 0, null))));

    private void Change(PeerEvent change)
    {
        Handle(new BandwidthPeer(change));
        Handle(new ServePeer(change));
    }

    private void Handle(object input)
    {
        _inputs.Enqueue(input);
        while (_inputs.TryDequeue(out var next))
        {
            if (next is ServeInput serve)
            {
                var effects = _serve.Handle(serve, Now);
                effects.Outputs.ForEach(_inputs.Enqueue);
                Offences.AddRange(effects.Offences.Select(offence => offence.Offence));
                continue;
            }

            var granted = _bandwidth.Handle((BandwidthInput)next, Now);
            granted.Dropped?.ReleaseLease();
            if (granted.Send is { } message)
            {
                Sent.Add(message);
                _held[(message.Peer, message.Lane)] = _held.GetValueOrDefault((message.Peer, message.Lane)) + message.Bytes;
            }

            if (granted.Grants.Count > 0)
            {
                _inputs.Enqueue(new ServeGranted(new Grants([.. granted.Grants.Select(grant => grant.Value)])));
            }
        }
    }
}
