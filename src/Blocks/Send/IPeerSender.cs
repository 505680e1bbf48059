using Tidings.Blocks.Bandwidth;

namespace Tidings.Blocks.Send;

/// <summary>Where messages leave the graph: the session layer. Thread-safe.</summary>
internal interface IPeerSender
{
    /// <summary>
    /// Hands a message to its lane, for which room was granted, and returns at once. When true, the lane owns the message and releases a chunk's lease
    /// after its bytes are written or dropped, and says the bytes freed; when false the session or lane is gone and the caller still owns it.
    /// </summary>
    bool TrySend(OutboundMessage message);
}
