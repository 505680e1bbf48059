using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Download;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Download;

/// <summary>A planner among simulated holders, in a time of its own; what must hold after every effect is checked here.</summary>
internal sealed class PlannerWorld
{
    public const int ChunkSize = 1024;

    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _events = new();
    private readonly Dictionary<NodeId, SimulatedHolder> _holders = [];
    private readonly Dictionary<ulong, Ask> _open = [];
    private readonly HashSet<ulong> _cancelled = [];
    private readonly HashSet<(ArtifactId, int)> _done = [];
    private readonly Dictionary<ArtifactId, long> _sizes = [];
    private long _order;
    private long _sessions;

    public PlannerWorld(DownloadOptions? options = null, int pushBelow = 0)
    {
        Options = options ?? new DownloadOptions();
        Planner = new DownloadPlanner(Options, new KindLimits { ChunkSize = ChunkSize, PushBelowBytes = pushBelow });
    }

    public DownloadOptions Options { get; }

    public DownloadPlanner Planner { get; }

    public TimeSpan Now { get; private set; }

    public List<Ask> Asks { get; } = [];

    public List<Blame> Blames { get; } = [];

    public Dictionary<ClaimKey, TimeSpan> Completed { get; } = [];

    public Dictionary<ClaimKey, DownloadOutcome> GivenUp { get; } = [];

    public int Duplicates { get; private set; }

    public SimulatedHolder Add(SimulatedHolder holder, int lanes = 3)
    {
        _holders.Add(holder.Id, holder);
        Join(holder, lanes);
        return holder;
    }

    public void Join(SimulatedHolder holder, int lanes = 3)
    {
        (holder.Session, holder.IsUp) = (++_sessions, true);
        Do(() => Planner.Handle(new PeerJoined(holder.Id, holder.Session, 1, []), Now));
        for (var lane = 1; lane <= lanes; lane++)
        {
            LaneUp(holder, lane, true);
        }
    }

    public void Leave(SimulatedHolder holder)
    {
        holder.IsUp = false;
        holder.Owes.Clear();
        Forget(ask => ask.Peer == holder.Id);
        Do(() => Planner.Handle(new PeerLeft(holder.Id, holder.Session, false), Now));
    }

    public void LaneUp(SimulatedHolder holder, int lane, bool isUp)
    {
        if (!isUp)
        {
            foreach (var lost in Forget(ask => ask.Peer == holder.Id && ask.Lane == lane))
            {
                holder.Owes.Remove(lost);
            }
        }

        Do(() => Planner.Handle(new LaneChanged(holder.Id, holder.Session, lane, isUp), Now));
    }

    public ClaimKey Start(Advert advert, FetchPriority priority, params SimulatedHolder[] holders) => Start(advert, priority, Math.Max(1, advert.Size), holders);

    public ClaimKey Start(Advert advert, FetchPriority priority, long windowBytes, params SimulatedHolder[] holders)
    {
        _sizes[advert.Id] = advert.Size;
        Do(() => Planner.Start(advert, priority, [.. holders.Select(holder => new HolderCommit(holder.Id, 1))], windowBytes, Now));
        return ClaimKey.Of(advert);
    }

    public void Do(Action change)
    {
        change();
        Carry();
    }

    public void At(TimeSpan time, Action change) => _events.Enqueue(change, (time, _order++));

    /// <summary>Runs to a time, or until the condition holds.</summary>
    public bool RunUntil(TimeSpan limit, Func<bool>? condition = null, TimeSpan timersLateBy = default)
    {
        while (condition?.Invoke() != true)
        {
            var wake = Planner.Arm(Now);
            wake = wake == TimeSpan.MaxValue ? wake : wake + timersLateBy;
            var next = _events.TryPeek(out _, out var first) && first.At <= wake ? first.At : wake;
            if (next > limit)
            {
                Now = limit;
                return condition is null;
            }

            Now = next > Now ? next : Now;
            if (_events.TryPeek(out _, out first) && first.At <= wake)
            {
                _events.Dequeue()();
                Carry();
            }
            else
            {
                Do(() => Planner.Wake(Now));
            }
        }

        return true;
    }

    /// <summary>An END comes now.</summary>
    public void EndRequest(Ask ask, EndReason reason, TimeSpan retryAfter = default)
    {
        Ended(ask);
        Do(() => Planner.EndRequest(ask.Peer, ask.Session, ask.Request, reason, retryAfter, Now));
    }

    private bool Ended(Ask ask) => _open.Remove(ask.Request) && _holders[ask.Peer].Owes.Remove(ask.Request);

    private List<ulong> Forget(Func<Ask, bool> which)
    {
        var lost = _open.Values.Where(which).Select(ask => ask.Request).ToList();
        lost.ForEach(number => _open.Remove(number));
        return lost;
    }

    private void Carry()
    {
        foreach (var effect in Planner.TakeEffects())
        {
            switch (effect)
            {
                case Ask ask:
                    Check(ask);
                    Answer(ask, _holders[ask.Peer]);
                    break;
                case CancelRequest cancel:
                    Cancel(cancel);
                    break;
                case Blame blame:
                    Blames.Add(blame);
                    break;
                case AllHere all:
                    Assert.That(Completed.TryAdd(all.Claim, Now), Is.True, "completed twice");
                    break;
                case GiveUp up:
                    Assert.That(GivenUp.TryAdd(up.Claim, up.Outcome), Is.True, "given up twice");
                    break;
            }
        }
    }

    private void Check(Ask ask)
    {
        var holder = _holders[ask.Peer];
        Assert.That(holder.IsUp && ask.Session == holder.Session, "asked in a session that is gone");
        Assert.That(ask.Class, Is.GreaterThanOrEqualTo(FetchPriority.Later), "asked below Later");
        Assert.That(_done, Does.Not.Contain((ask.Id, ask.Chunk)), "asked for a chunk that is here");
        var live = _open.Values.Where(open => open.Id == ask.Id && open.Chunk == ask.Chunk && !_cancelled.Contains(open.Request)).ToArray();
        Assert.That(live, Has.Length.LessThanOrEqualTo(ask.IsHedge ? 2 : 0), "too many requests for one chunk");
        Assert.That(live.Select(open => open.Peer), Does.Not.Contain(ask.Peer), "the same holder twice at once");

        Assert.That(_open.TryAdd(ask.Request, ask), Is.True, "a number used twice");
        holder.Owes.Add(ask.Request, BytesOf(ask));
        Assert.That(holder.Owes, Has.Count.LessThanOrEqualTo(Options.OutstandingRequestsPerPeer));
        Assert.That(holder.Owes.Values.Sum(), Is.LessThanOrEqualTo(Math.Max(ChunkSize, Options.OutstandingBytesPerPeer)));
        Asks.Add(ask);
    }

    private void Answer(Ask ask, SimulatedHolder holder)
    {
        holder.Asked++;
        switch (holder.Manner)
        {
            case HolderManner.Silent:
            case HolderManner.Withholds when ask.Chunk == 0:
                return;
            case HolderManner.HasNothing:
                Reply(ask, () => Planner.EndRequest(ask.Peer, ask.Session, ask.Request, EndReason.NotFound, TimeSpan.Zero, Now));
                return;
            case HolderManner.BusyAtFirst when holder.Asked % 4 != 0:
                Reply(ask, () => Planner.EndRequest(ask.Peer, ask.Session, ask.Request, EndReason.Busy, TimeSpan.FromMilliseconds(70), Now));
                return;
            default:
                Reply(ask, () => Assert.That(Deliver(ask, holder.Manner != HolderManner.Lying), Is.Not.EqualTo(ChunkFate.Unasked), "an answer was taken for an unasked one"));
                return;
        }
    }

    /// <summary>The chunk comes now; what became of it.</summary>
    public ChunkFate Deliver(Ask ask, bool isRight = true)
    {
        Ended(ask);
        var size = BytesOf(ask);
        var received = Planner.Receive(ask.Peer, ask.Session, ask.Request, ask.Chunk, size, Now);
        Duplicates += received.Fate == ChunkFate.Duplicate ? 1 : 0;
        if (received is { Fate: ChunkFate.Verify, Request: { } request })
        {
            if (isRight)
            {
                Assert.That(_done.Add((ask.Id, ask.Chunk)), Is.True, "verified twice");
            }

            Planner.Verified(request, isRight, Now);
        }

        return received.Fate;
    }

    private int BytesOf(Ask ask) => (int)Math.Min(ChunkSize, _sizes[ask.Id] - ((long)ask.Chunk * ChunkSize));

    private void Cancel(CancelRequest cancel)
    {
        _cancelled.Add(cancel.Request);
        if (_open.TryGetValue(cancel.Request, out var ask) && _holders[ask.Peer].Manner == HolderManner.Silent)
        {
            return;
        }

        if (ask is not null)
        {
            Reply(ask, () => Planner.EndRequest(ask.Peer, ask.Session, ask.Request, EndReason.Cancelled, TimeSpan.Zero, Now));
        }
    }

    private void Reply(Ask ask, Action reply)
    {
        var holder = _holders[ask.Peer];
        At(Now + holder.Latency, () =>
        {
            if (_open.ContainsKey(ask.Request))
            {
                Ended(ask);
                reply();
            }
        });
    }
}
