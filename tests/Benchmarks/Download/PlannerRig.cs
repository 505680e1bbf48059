using Tidings.Benchmarks.Support;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Download;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Prioritize;

namespace Tidings.Benchmarks.Download;

/// <summary>A planner with 50 holders of everything that is wanted; a complete artifact is followed by the next.</summary>
internal sealed class PlannerRig
{
    public const int Holders = 50;

    private readonly HolderCommit[] _holders = [.. Enumerable.Range(1, Holders).Select(peer => new HolderCommit(Some.Node(peer), 1))];
    private readonly Queue<Ask> _asked = new();
    private readonly DownloadPlanner _planner;
    private readonly long _size;
    private long _next;
    private TimeSpan _now;

    public PlannerRig(int wanted, long size)
    {
        _size = size;
        _planner = new DownloadPlanner(new DownloadOptions(), Contents.Limits);
        foreach (var holder in _holders)
        {
            _planner.Handle(new PeerJoined(holder.Peer, 1, 1, []), _now);
        }

        for (var i = 0; i < wanted; i++)
        {
            Start();
        }

        Carry();
    }

    public long Started => _next;

    /// <summary>The oldest open request is answered, verified, and what follows of it is asked.</summary>
    public void ChunkArrives()
    {
        var ask = _asked.Dequeue();
        _now += TimeSpan.FromMicroseconds(20);
        var bytes = (int)Math.Min(Contents.Limits.ChunkSize, _size - ((long)ask.Chunk * Contents.Limits.ChunkSize));
        var received = _planner.Receive(ask.Peer, ask.Session, ask.Request, ask.Chunk, bytes, _now);
        _planner.Verified(received.Request!, isRight: true, _now);
        Carry();
    }

    /// <summary>A holder of an artifact that waits replaces its advert, and makes it again.</summary>
    public void AdvertChanges(int peer)
    {
        var claim = ClaimKey.Of(Some.Advert(_next - 1, _size));
        _planner.ChangeHolder(claim, Some.Node(peer), 1, isHolder: false, _now);
        _planner.ChangeHolder(claim, Some.Node(peer), 1, isHolder: true, _now);
        Carry();
    }

    /// <summary>What the block does after each input: when to wake.</summary>
    public TimeSpan Arm() => _planner.Arm(_now);

    private void Start() => _planner.Start(Some.Advert(_next++, _size), FetchPriority.Fetch, _holders, _size, _now);

    private void Carry()
    {
        while (_planner.TakeEffects() is { Count: > 0 } effects)
        {
            foreach (var effect in effects)
            {
                switch (effect)
                {
                    case Ask ask:
                        _asked.Enqueue(ask);
                        break;
                    case AllHere all:
                        _planner.Remove(all.Claim);
                        Start();
                        break;
                }
            }
        }
    }
}
