using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Simulation.Byzantine;

/// <summary>Whom a Byzantine node talks to, as its own messages show. Not thread-safe.</summary>
internal sealed class Sessions(string kind)
{
    private readonly SortedDictionary<NodeId, long> _sessions = [];

    /// <summary>In the order of their ids.</summary>
    public IReadOnlyCollection<NodeId> Peers => _sessions.Keys;

    /// <summary>Learns from a message. False when it is of another kind.</summary>
    public bool Hear(OutboundMessage message)
    {
        if (message.Flow.Kind != kind)
        {
            return false;
        }

        _sessions[message.Peer] = message.Session;
        return true;
    }

    /// <summary>A message that nobody granted room for: it takes none. One for a session that is over is dropped by the send stage.</summary>
    public OutboundMessage To(NodeId peer, WireMessage message) =>
        new(new Flow(kind, FlowRole.Publish), peer, _sessions[peer], 0, FetchPriority.FetchNow, message, 0);
}
