using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Serve;

/// <summary>A request that waits for room on its lane.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Cost">Bytes that its chunk takes on the wire.</param>
internal sealed record WaitingRequest(ChunkRequest Request, int Cost);
