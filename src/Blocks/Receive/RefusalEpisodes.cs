using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Receive;

/// <summary>Whose bad frames were logged already: once per peer and session, so that a peer cannot fill the log. As large as the peers at hand.</summary>
internal sealed class RefusalEpisodes
{
    private readonly Dictionary<NodeId, long> _loggedSession = [];

    /// <summary>Whether this is the first refusal of the session.</summary>
    public bool Begins(NodeId peer, long session)
    {
        if (_loggedSession.TryGetValue(peer, out var logged) && logged >= session)
        {
            return false;
        }

        _loggedSession[peer] = session;
        return true;
    }

    /// <summary>The peer's session ended. Its frames came before: frames and events of a peer keep one order.</summary>
    public void Ends(NodeId peer) => _loggedSession.Remove(peer);
}
