using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Wire;

/// <summary>A decoded frame body, free of the serializer's types. Memory in it refers to the frame's buffer.</summary>
internal abstract record WireMessage(FrameType Type);

/// <summary>A message of one kind: it goes to that kind's branch. The others are the words of a session.</summary>
internal abstract record KindMessage(FrameType Type, string Kind) : WireMessage(Type);

/// <summary>The first words inside TLS.</summary>
internal sealed record HelloMessage(
    uint ProtocolVersion,
    string Subnet,
    ulong Incarnation,
    int Lane,
    ulong Nonce,
    ulong PeerNonce,
    ulong MembershipVersion,
    Hash256 MembershipHash,
    IReadOnlyList<PeerKind> Kinds) : WireMessage(FrameType.Hello);

/// <summary>HELLO was accepted; nothing else is processed before it.</summary>
internal sealed record ReadyMessage() : WireMessage(FrameType.Ready);

/// <summary>Why the sender is about to close, for the other operator to read.</summary>
internal sealed record GoodbyeMessage(uint Code, string Reason) : WireMessage(FrameType.Goodbye);

/// <summary>A sign of life; <paramref name="EchoNumber"/> returns the number of the last heartbeat seen, for the round-trip time.</summary>
internal sealed record HeartbeatMessage(ulong Number, ulong EchoNumber, ulong MembershipVersion, Hash256 MembershipHash)
    : WireMessage(FrameType.Heartbeat);

/// <summary>A slot's new content: an advert (with the artifact's bytes when it is pushed) or a tombstone.</summary>
internal readonly record struct SlotUpdate(uint Slot, ulong Commit, Advert? Advert, ReadOnlyMemory<byte>? Body);

/// <summary>
/// A slot's new content whose artifact the receiver holds as a rule: in place of the advert the first eight bytes of the id, which the receiver looks up
/// among what it knows.
/// </summary>
internal readonly record struct ShortAdvert(uint Slot, ulong Commit, ulong ShortId);

/// <summary>A batch of slot updates of one kind, in the order of the sender's decisions.</summary>
internal sealed record SlotsMessage(string Kind, IReadOnlyList<SlotUpdate> Updates) : KindMessage(FrameType.Slots, Kind)
{
    /// <summary>Slots told by short id; none of them among the updates.</summary>
    public IReadOnlyList<ShortAdvert> Shorts { get; init; } = [];
}

/// <summary>Everything of this kind has been said in this session; pages listed as kept stay, other stale entries are swept.</summary>
internal sealed record SyncedMessage(string Kind, IReadOnlyList<uint> KeptPages) : KindMessage(FrameType.Synced, Kind);

/// <summary>Digest of one page of 256 slots.</summary>
internal readonly record struct PageDigest(uint Page, ulong Digest);

/// <summary>The sender's digests of what it told, as of this place in the stream.</summary>
internal sealed record DigestsMessage(string Kind, IReadOnlyList<PageDigest> Pages) : KindMessage(FrameType.Digests, Kind);

/// <summary>A range of the receiver's commit numbers, both ends included.</summary>
internal readonly record struct CommitRange(ulong First, ulong Last);

/// <summary>Commits of the other side's table that the sender has validated and serves.</summary>
internal sealed record HeldMessage(string Kind, IReadOnlyList<CommitRange> Commits) : KindMessage(FrameType.Held, Kind)
{
    /// <summary>Short marks: artifacts of others that the sender has validated and serves, by the first eight bytes of their ids.</summary>
    public IReadOnlyList<ulong> Shorts { get; init; } = [];
}

/// <summary>Digests over all commits said held in this session, and over its short marks, as of this place in the stream.</summary>
internal sealed record HeldDigestMessage(string Kind, ulong Count, ulong Digest, ulong ShortDigest = 0) : KindMessage(FrameType.HeldDigest, Kind);

/// <summary>What differed: pages to send again, and whether the held marks are to be sent again.</summary>
internal sealed record MismatchMessage(string Kind, IReadOnlyList<uint> Pages, bool Held) : KindMessage(FrameType.Mismatch, Kind)
{
    /// <summary>Commits of the receiver's table that it told by a short id which the sender cannot resolve: to be told with the advert.</summary>
    public IReadOnlyList<ulong> Commits { get; init; } = [];

    /// <summary>Whether all that was said by short marks is to be told.</summary>
    public bool ShortMarks { get; init; }

    /// <summary>First eight bytes of the ids of artifacts that are to be told, if the receiver holds them.</summary>
    public IReadOnlyList<ulong> Shorts { get; init; } = [];
}

/// <summary>Asks for one chunk, to be answered on the named lane.</summary>
internal readonly record struct ChunkRequest(ulong Request, ArtifactId Id, uint Chunk, int Lane, FetchPriority Class);

/// <summary>A batch of requests of one kind.</summary>
internal sealed record RequestsMessage(string Kind, IReadOnlyList<ChunkRequest> Requests) : KindMessage(FrameType.Requests, Kind);

/// <summary>Requests that are not wanted any more; each still ends with one END or its chunk.</summary>
internal sealed record CancelMessage(string Kind, IReadOnlyList<ulong> Requests) : KindMessage(FrameType.Cancel, Kind);

/// <summary>How a request ended without its chunk.</summary>
internal enum EndReason
{
    Cancelled = 1,
    Gone = 2,
    NotFound = 3,
    Busy = 4,
    TooLarge = 5,
}

/// <summary>One request's end; the retry time, in milliseconds, belongs to <see cref="EndReason.Busy"/>.</summary>
internal readonly record struct RequestEnd(ulong Request, EndReason Reason, uint RetryAfterMs);

/// <summary>Requests that end without a chunk.</summary>
internal sealed record EndMessage(string Kind, IReadOnlyList<RequestEnd> Ends) : KindMessage(FrameType.End, Kind);

/// <summary>
/// A chunk with its inclusion proof; it ends its request as done. When sent, <paramref name="Lease"/> keeps the content alive until the bytes
/// are written, and is released then; when received it is null and the data refers to the frame's buffer.
/// </summary>
internal sealed record ChunkMessage(
    string Kind,
    ulong Request,
    uint Chunk,
    IReadOnlyList<Hash256> Proof,
    ReadOnlyMemory<byte> Data,
    ArtifactContent? Lease = null) : KindMessage(FrameType.Chunk, Kind);
