using System.Collections.Concurrent;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Dedupe;

/// <summary>
/// Page digests of absent peers' tables, taken when their session had ended. A digest is compared with what the peer itself told, so an outdated
/// one costs a repetition and never hides a difference: commits only grow.
/// </summary>
internal sealed class KeptTables : IKeptTables
{
    private readonly ConcurrentDictionary<NodeId, KeptTable> _tables = new();

    public KeptTable? KeptOf(NodeId peer) => _tables.GetValueOrDefault(peer);

    internal void Set(NodeId peer, KeptTable? table)
    {
        if (table is null)
        {
            _tables.TryRemove(peer, out _);
        }
        else
        {
            _tables[peer] = table;
        }
    }
}
