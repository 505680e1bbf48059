using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Prioritize;

namespace Tidings.Blocks.Download;

/// <summary>What the planner wants done.</summary>
internal abstract record DownloadEffect;

/// <summary>Ask a peer for a chunk, to be answered on a lane.</summary>
internal sealed record Ask(
    NodeId Peer, long Session, int Lane, ulong Request, ArtifactId Id, int Chunk, FetchPriority Class, bool IsHedge) : DownloadEffect;

/// <summary>A request is not wanted any more; it lives until its end all the same.</summary>
internal sealed record CancelRequest(NodeId Peer, long Session, ulong Request) : DownloadEffect;

/// <summary>A peer did what no honest one does.</summary>
internal sealed record Blame(NodeId Peer, Offence Offence, string Detail) : DownloadEffect;

/// <summary>All chunks are here and verified; the planner has forgotten the download.</summary>
internal sealed record AllHere(ClaimKey Claim, NodeId LastFrom, IReadOnlyList<NodeId> Advertisers) : DownloadEffect;

/// <summary>The download ended without its artifact; the planner has forgotten it.</summary>
internal sealed record GiveUp(ClaimKey Claim, DownloadOutcome Outcome) : DownloadEffect;
