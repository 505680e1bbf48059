using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Receive;

namespace Tidings.Runtime.Peers;

/// <summary>The graph as the sessions see it. Thread-safe.</summary>
internal interface IGraphPort
{
    /// <summary>Hands in a frame or a change of who is connected; waits while the graph has no room.</summary>
    /// <returns>False when the graph takes nothing more: the caller keeps what it has.</returns>
    /// <exception cref="OperationCanceledException">The caller gave up, and keeps what it has.</exception>
    ValueTask<bool> ReceiveAsync(Inbound inbound, CancellationToken cancellationToken);

    /// <summary>Lanes have written; the bandwidth stage has that much more room.</summary>
    void RoomFreed(RoomFreed freed);
}
