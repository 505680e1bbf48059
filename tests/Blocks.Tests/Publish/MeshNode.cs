using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Move;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Tests.Dedupe;
using Tidings.Blocks.Wire;
using Tidings.Contract;

namespace Tidings.Blocks.Tests.Publish;

/// <summary>One process of a node in a history: both cores of one kind with a pool that does what it is told.</summary>
internal sealed class MeshNode
{
    public const int Slots = 600;
    public const int PushBelow = 64;

    private readonly Mesh _mesh;
    private readonly DedupeCore _dedupe;
    private readonly PublishCore _publish;

    public MeshNode(Mesh mesh, NodeId id, ulong incarnation)
    {
        _mesh = mesh;
        Id = id;
        Incarnation = incarnation;
        Index = new HolderIndex(new DedupeOptions());
        Receipts = new ReceiptBook(new PublishOptions(), Pool, new VirtualWorld().Time);
        _dedupe = new DedupeCore(new DedupeSettings(Some.Kind, Slots, new DedupeOptions()), Pool, Index, Kept, new FakeBuffers());
        var limits = new KindLimits { Slots = Slots, PushBelowBytes = PushBelow };
        _publish = new PublishCore(new PublishSettings(Some.Kind, id, incarnation, limits, new PublishOptions()) { AreNeighbours = mesh.AreNeighbours }, Index, Receipts);
    }

    public NodeId Id { get; }

    public ulong Incarnation { get; }

    public FakePool Pool { get; } = new();

    public HolderIndex Index { get; }

    public KeptTables Kept { get; } = new();

    public ReceiptBook Receipts { get; }

    /// <summary>The validated section.</summary>
    public Dictionary<ArtifactId, Advert> Held { get; } = [];

    /// <summary>Whom the dedupe stage offered to ask for what, as its changes say.</summary>
    public Dictionary<(ArtifactId Id, NodeId Peer), ulong> Offered { get; } = [];

    /// <summary>Sessions by peer.</summary>
    public Dictionary<NodeId, long> Sessions { get; } = [];

    public SortedDictionary<NodeId, Demand> Demands { get; } = [];

    public int Mismatches { get; private set; }

    public int UpdatesSent { get; private set; }

    public void Publish(Advert advert, bool isFetched = false)
    {
        Held.Add(advert.Id, advert);
        Pool.Validate(advert);
        Status(advert.Id, ArtifactStatus.Validated, new PublishChanges([new SlotChange(advert, true, new BytesContent((int)advert.Size), IsFetched: isFetched)]));
    }

    public void Withdraw(ArtifactId id)
    {
        Held.Remove(id, out var advert);
        Index.Withdraw(id);
        Status(id, ArtifactStatus.Withdrawn, new PublishChanges([new SlotChange(advert, false, null)]));
    }

    public void Release(ArtifactId id)
    {
        Index.Release(id);
        Status(id, ArtifactStatus.Unknown, new PublishReleased([id]));
    }

    public void Reject(ArtifactId id) => Status(id, ArtifactStatus.Rejected, null);

    public void Join(MeshNode peer, long session, KeptTable? kept, bool isPublishFirst)
    {
        Sessions[peer.Id] = session;
        var joined = new PeerJoined(peer.Id, session, peer.Incarnation, [new PeerKind(Some.Kind, Slots, 1024, 1 << 20, kept)]);
        Both(new PublishPeer(joined), new DedupePeer(joined), isPublishFirst);
    }

    public void Leave(NodeId peer, bool removed, bool isPublishFirst)
    {
        Sessions.Remove(peer, out var session);
        Demands.Remove(peer);
        var left = new PeerLeft(peer, session, removed);
        Both(new PublishPeer(left), new DedupePeer(left), isPublishFirst);
    }

    public void Receive(NodeId from, WireMessage message)
    {
        var decoded = Some.Message(from, Sessions[from], message);
        if (message is SlotsMessage or SyncedMessage or DigestsMessage)
        {
            Dedupe(new DedupeMessage(decoded));
        }
        else
        {
            Publish(new PublishMessage(decoded));
        }
    }

    public void Grant(NodeId peer, int bytes)
    {
        Demands.Remove(peer);
        Publish(new PublishGranted(new Grants([new Grant(peer, Sessions[peer], 0, FetchPriority.Fetch, bytes)])), bytes);
    }

    public void Wake()
    {
        Publish(new PublishWake());
        Dedupe(new DedupePool([]));
    }

    private void Both(PublishPeer publish, DedupePeer dedupe, bool isPublishFirst)
    {
        if (isPublishFirst)
        {
            Publish(publish);
        }

        Dedupe(dedupe);
        if (!isPublishFirst)
        {
            Publish(publish);
        }
    }

    /// <summary>As the move stage does: the pool first, then the advert side, and the dedupe stage by signal.</summary>
    private void Status(ArtifactId id, ArtifactStatus status, PublishInput? changes)
    {
        Pool.Set(id, status);
        var isSignalFirst = _mesh.Random.Next(2) == 0;
        if (isSignalFirst)
        {
            Dedupe(new DedupePool([id]));
        }

        if (changes is not null)
        {
            Publish(changes);
        }

        if (!isSignalFirst)
        {
            Dedupe(new DedupePool([id]));
        }
    }

    private void Dedupe(DedupeInput input)
    {
        foreach (var output in _dedupe.Handle(input, _mesh.Now).ToOutputs())
        {
            switch (output)
            {
                case HoldersChanged changed:
                    changed.Changes.ToList().ForEach(Note);
                    break;
                case DedupeOwed owed:
                    Mismatches += owed is MismatchDue ? 1 : 0;
                    Publish(new PublishOwed(owed));
                    break;
            }
        }
    }

    private void Note(HolderChange change)
    {
        var key = (change.Advert.Id, change.Peer);
        if (change.IsHolder)
        {
            Assert.That(Offered.TryAdd(key, change.Commit), Is.True, $"{_mesh}: offered twice");
        }
        else
        {
            Assert.That(Offered.Remove(key, out var commit), Is.True, $"{_mesh}: taken back, never offered");
            Assert.That(change.Commit, Is.EqualTo(commit), $"{_mesh}: taken back under another commit");
        }
    }

    private void Publish(PublishInput input, int granted = 0)
    {
        var effects = _publish.Handle(input, _mesh.Now);
        UpdatesSent += effects.UpdatesSent;
        Mismatches += effects.HeldMismatch is null ? 0 : 1;
        Assert.That(effects.Flooded, Is.Null, $"{_mesh}: an honest peer is not a flood");
        foreach (var output in effects.Outputs)
        {
            switch (output)
            {
                case Demand demand:
                    Demands[demand.Peer] = demand;
                    break;
                case OutboundMessage message:
                    Assert.That(message.Bytes, Is.LessThanOrEqualTo(granted), $"{_mesh}: more than granted");
                    _mesh.Sent(this, message);
                    break;
            }
        }
    }
}
