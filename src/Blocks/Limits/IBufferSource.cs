using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Limits;

/// <summary>The only place where a frame's buffer comes from. Thread-safe.</summary>
internal interface IBufferSource
{
    /// <summary>A buffer charged to a peer, or null when the peer's or the node's account has no room.</summary>
    RentedBuffer? TryRent(NodeId peer, int bytes);

    /// <summary>
    /// Completes when bytes come free after this was read. Read it, try to rent, and await it only if that failed: no wake-up is lost then.
    /// </summary>
    Task Freed { get; }
}
