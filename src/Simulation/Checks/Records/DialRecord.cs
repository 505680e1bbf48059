using Tidings.Blocks.Peers;
using Tidings.Runtime.Peers;

namespace Tidings.Simulation.Checks.Records;

/// <summary>When one life of a node dialled whom while it had no session with that peer. Dials for the bulk lanes of a session are not among them.</summary>
internal sealed class DialRecord
{
    private readonly Dictionary<NodeId, Attempts> _peers = [];

    /// <summary>A dial that came too soon after the one before it, since the last check; null for none.</summary>
    public (NodeId Peer, TimeSpan Gap, TimeSpan Least)? TooSoon { get; private set; }

    /// <summary>Shortest and longest wait between two dials, by the node's options; the shortest doubles with each.</summary>
    public (TimeSpan Min, TimeSpan Max) Backoff { get; set; } = (TimeSpan.Zero, TimeSpan.MaxValue);

    public void Dialled(NodeId peer, TimeSpan now)
    {
        if (!_peers.TryGetValue(peer, out var attempts))
        {
            _peers.Add(peer, attempts = new Attempts());
        }

        if (attempts.IsConnected)
        {
            return;
        }

        var gap = now - attempts.Last;
        if (attempts.Count > 0 && gap == TimeSpan.Zero && ++attempts.AtOnce < PeersOptions.LanesLimit)
        {
            // The lanes of a session that ends at this very moment: its bulk lanes were dialled before it was known.
            return;
        }

        if (attempts.Count > 0 && gap < Least(attempts.Count))
        {
            TooSoon ??= (peer, gap, Least(attempts.Count));
        }

        attempts.Count++;
        attempts.Last = now;
        attempts.AtOnce = 1;
    }

    public void Joined(NodeId peer) => Change(peer, isConnected: true);

    public void Left(NodeId peer) => Change(peer, isConnected: false);

    private void Change(NodeId peer, bool isConnected)
    {
        if (!_peers.TryGetValue(peer, out var attempts))
        {
            _peers.Add(peer, attempts = new Attempts());
        }

        attempts.IsConnected = isConnected;
        attempts.Count = 0;
    }

    /// <summary>
    /// The n-th wait is at least the shortest, doubled n - 1 times, and never has to be more than half of the longest. The first dial may have been a bulk
    /// lane's, of the session that was lost: so one doubling less. A machine's clock may be fast by a tenth.
    /// </summary>
    private TimeSpan Least(int dials)
    {
        var least = Backoff.Min;
        for (var i = 2; i < dials && least < Backoff.Max / 2; i++)
        {
            least *= 2;
        }

        return 0.9 * (least < Backoff.Max / 2 ? least : Backoff.Max / 2);
    }

    private sealed class Attempts
    {
        public bool IsConnected { get; set; }

        public int Count { get; set; }

        public int AtOnce { get; set; }

        public TimeSpan Last { get; set; }
    }
}
