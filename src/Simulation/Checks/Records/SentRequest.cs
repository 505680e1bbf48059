using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Simulation.Checks.Records;

/// <summary>A request for a chunk that went out.</summary>
internal sealed class SentRequest(NodeId peer, long session, ChunkRequest request, TimeSpan at)
{
    public NodeId Peer => peer;

    public long Session => session;

    public ulong Number => request.Request;

    public int Lane => request.Lane;

    public ArtifactId Id => request.Id;

    public uint Chunk => request.Chunk;

    public TimeSpan At => at;

    /// <summary>It was taken back; the answer may come all the same.</summary>
    public bool IsCancelled { get; set; }
}
