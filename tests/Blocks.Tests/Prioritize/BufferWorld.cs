using System.Diagnostics.CodeAnalysis;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Download;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Move;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Tests.Download;

namespace Tidings.Blocks.Tests.Prioritize;

/// <summary>A priority buffer with a budget, a pool and a policy that a test can turn.</summary>
internal sealed class BufferWorld : IPoolStatus, IDownloadBudget, IAdvertJudge
{
    private readonly Dictionary<NodeId, long> _charged = [];

    public BufferWorld(PrioritizeOptions? options = null, KindLimits? limits = null)
    {
        Options = options ?? new PrioritizeOptions();
        Buffer = new PriorityBuffer(Options, limits ?? new KindLimits(), this, this, this);
    }

    public PrioritizeOptions Options { get; }

    public PriorityBuffer Buffer { get; }

    public TimeSpan Now { get; set; }

    public Func<Advert, FetchPriority> Policy { get; set; } = _ => FetchPriority.Fetch;

    public SnapshotOutcome Snapshot { get; set; } = SnapshotOutcome.MayHaveShrunk;

    public int Snapshots { get; private set; }

    public int Judged { get; private set; }

    public Dictionary<ArtifactId, ArtifactStatus> Statuses { get; } = [];

    public int Places { get; set; } = int.MaxValue;

    /// <summary>The largest artifact for which the pool has room.</summary>
    public long RoomBytes { get; set; } = long.MaxValue;

    /// <summary>A publisher takes the place between the look at the pool and the reservation.</summary>
    public bool IsOvertaken { get; set; }

    public List<StartDownload> Started { get; } = [];

    public List<DownloadOrder> Orders { get; } = [];

    public long Used { get; private set; }

    public long PeerLimit { get; set; } = long.MaxValue;

    public long LimitBytes { get; set; } = 1 << 20;

    public long Version { get; set; } = 1;

    /// <summary>What a test makes unknown it counts nowhere: each look may find something forgotten.</summary>
    public long Forgotten => ++field;

    public event Action? Freed;

    public PriorityEffects Handle(PrioritizeInput input)
    {
        var effects = Buffer.Handle(input, Now);
        var orders = effects.ToOrders().ToArray();
        Orders.AddRange(orders);
        Started.AddRange(orders.OfType<StartDownload>());
        return effects;
    }

    public PriorityEffects Wake() => Handle(new PrioritizeWake());

    public PriorityEffects Hear(Advert advert, int peer, bool isHolder = true, RentedBuffer? body = null, ulong commit = 1) =>
        Handle(new PrioritizeHolders(new HoldersChanged([new HolderChange(advert, Ids.Node(peer), 1, commit, isHolder, body)])));

    /// <summary>A download ends: what it held is given back, or passes on with the artifact.</summary>
    public void Finish(StartDownload start, DownloadOutcome outcome)
    {
        start.Reservation.Dispose();
        ReleasePlace(start.Advert);
        Handle(new PrioritizeFinished([new FinishedDownload(start.Advert, outcome)]));
    }

    public ArtifactStatus StatusOf(ArtifactId id) => Statuses.GetValueOrDefault(id);

    public bool TryGetAdvert(ArtifactId id, out Advert advert) => throw new NotSupportedException();

    public bool HasRoomFor(Advert advert) => Places > 0 && advert.Size <= RoomBytes;

    public bool TryReservePlace(Advert advert)
    {
        Assert.That(Places, Is.Positive);
        if (IsOvertaken)
        {
            return false;
        }

        Places--;
        return true;
    }

    public void ReleasePlace(Advert advert) => Places++;

    public void Refuse(ArtifactId id) => Statuses[id] = ArtifactStatus.Rejected;

    public bool TryGetContent(ArtifactId id, [NotNullWhen(true)] out ArtifactContent? content)
    {
        content = null;
        return false;
    }

    public bool IsSpooled(long artifactBytes) => artifactBytes > LimitBytes / 4;

    public long AvailableTo(FetchPriority priority) => (priority == FetchPriority.FetchNow ? LimitBytes : LimitBytes * 3 / 4) - Used;

    public IReservation? TryReserve(NodeId chargedTo, long artifactBytes, FetchPriority priority)
    {
        var charged = _charged.GetValueOrDefault(chargedTo);
        if (artifactBytes > AvailableTo(priority) || charged + artifactBytes > PeerLimit)
        {
            return null;
        }

        Used += artifactBytes;
        _charged[chargedTo] = charged + artifactBytes;
        return new CountedReservation(this, chargedTo, artifactBytes);
    }

    public SnapshotOutcome Refresh(long poolVersion)
    {
        Snapshots++;
        return Snapshot;
    }

    public FetchPriority Judge(Advert advert)
    {
        Judged++;
        return Policy(advert);
    }

    private sealed class CountedReservation(BufferWorld world, NodeId peer, long bytes) : IReservation
    {
        private bool _isGivenBack;

        public long Bytes => _isGivenBack ? 0 : bytes;

        public void Release(long released) => throw new NotSupportedException();

        public bool TryMoveTo(IByteBudget budget) => throw new NotSupportedException();

        public void Dispose()
        {
            Assert.That(_isGivenBack, Is.False, "given back twice");
            _isGivenBack = true;
            world.Used -= bytes;
            world._charged[peer] -= bytes;
            world.Freed?.Invoke();
        }
    }
}
