using Tidings.Blocks.Peers;
using Tidings.Blocks.Receive;

namespace Tidings.Simulation.Checks.Records;

/// <summary>The sessions of one life of a node, as its graph hears of them, and the first frame that came outside of any.</summary>
internal sealed class SessionRecord
{
    private readonly Dictionary<NodeId, long> _newest = [];

    /// <summary>What is wrong with the order of sessions and frames; null while nothing is.</summary>
    public string? Broken { get; private set; }

    public void Received(Inbound inbound)
    {
        switch (inbound)
        {
            case InboundPeer { Event: PeerJoined joined }:
                if (_newest.TryGetValue(joined.Peer, out var before) && before >= joined.Session)
                {
                    Broken ??= $"Session {joined.Session} with {joined.Peer.ToShortString()} begins after session {before}.";
                }

                _newest[joined.Peer] = joined.Session;
                break;

            // A frame of a session that has just ended may be on its way; one of a session that never began may not.
            case InboundFrame frame when !_newest.TryGetValue(frame.Peer, out var newest) || frame.Session > newest:
                Broken ??= $"A frame {frame.Type} of {frame.Peer.ToShortString()} comes in session {frame.Session}, before that session has said READY.";
                break;
        }
    }
}
