using Tidings.Runtime.Hosting;
using Tidings.Runtime.Peers;

namespace Tidings.Node.Bench.Nodes;

/// <summary>Waits for sessions.</summary>
internal static class Sessions
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Waits until each node has so many peers with all their lanes.</summary>
    /// <exception cref="BenchException">They were not in time.</exception>
    public static async Task UpAsync(IReadOnlyList<INode> nodes, int peers, int lanes, CancellationToken cancellationToken)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (nodes.Any(node => node.Peers.Count(peer => peer.State == PeerState.Connected && peer.Lanes.Count >= lanes) < peers))
        {
            if (TimeProvider.System.GetElapsedTime(start) > Patience)
            {
                throw new BenchException($"{Subjects.Tidings}: not every lane of {peers + 1} nodes was up in {Patience.TotalSeconds:F0} s.");
            }

            await Task.Delay(PollInterval, TimeProvider.System, cancellationToken);
        }
    }
}
