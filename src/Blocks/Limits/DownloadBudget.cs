using System.Collections.Concurrent;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Limits;

/// <summary>
/// The download memory of a kind: all of it for the most urgent class, three quarters for the others together, and a share for each peer.
/// Unvalidated artifacts stay charged here until they are judged.
/// </summary>
internal sealed class DownloadBudget(ByteAccount all, ByteAccount node, LedgerOptions options) : IDownloadBudget
{
    private readonly FreedNotice _notice = new();
    private readonly ByteAccount _belowFetchNow = new($"{all.Name}/below-fetch-now", all.Limit - (all.Limit / 4));
    private readonly ConcurrentDictionary<NodeId, Paths> _peers = new();
    private readonly long _peerLimit = (long)(all.Limit * options.PeerDownloadShare);

    public event Action? Freed
    {
        add => _notice.Freed += value;
        remove => _notice.Freed -= value;
    }

    public long LimitBytes => all.Limit;

    public bool IsSpooled(long artifactBytes) => artifactBytes > all.Limit / 4;

    public IReservation? TryReserve(NodeId chargedTo, long artifactBytes, FetchPriority priority)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(artifactBytes);
        var bytes = IsSpooled(artifactBytes) ? Math.Min(options.SpoolWindowBytes, all.Limit / 4) : artifactBytes;
        var paths = _peers.GetOrAdd(chargedTo, static (_, budget) => budget.MakePaths(), this);
        var path = priority == FetchPriority.FetchNow ? paths.Urgent : paths.Other;
        return path.TryCharge(bytes) ? new Reservation(path, bytes) : null;
    }

    public long AvailableTo(FetchPriority priority)
    {
        var available = Math.Min(all.Limit - all.Bytes, node.Limit - node.Bytes);
        return priority == FetchPriority.FetchNow ? available : Math.Min(available, _belowFetchNow.Limit - _belowFetchNow.Bytes);
    }

    /// <summary>Forgets a peer that left the membership; what is still charged stays charged to the kind and the node.</summary>
    public void Forget(NodeId peer) => _peers.TryRemove(peer, out _);

    private Paths MakePaths()
    {
        var peer = new ByteAccount($"{all.Name}/peer", _peerLimit);
        return new Paths(new ChargePath(_notice, peer, all, node), new ChargePath(_notice, peer, _belowFetchNow, all, node));
    }

    private sealed record Paths(ChargePath Urgent, ChargePath Other);
}
