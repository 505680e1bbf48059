using Google.Protobuf;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Wire;

/// <summary>Control messages as the generated types that write them.</summary>
internal static class ToProto
{
    /// <exception cref="ArgumentException">The message has its own format or is no frame.</exception>
    public static IMessage Convert(WireMessage message) => message switch
    {
        HelloMessage m => Hello(m),
        ReadyMessage => new Proto.Ready(),
        GoodbyeMessage m => new Proto.Goodbye { Code = m.Code, Reason = m.Reason },
        HeartbeatMessage m => new Proto.Heartbeat
        {
            Number = m.Number,
            EchoNumber = m.EchoNumber,
            MembershipVersion = m.MembershipVersion,
            MembershipHash = Bytes(m.MembershipHash),
        },
        SyncedMessage m => new Proto.Synced { Kind = m.Kind, KeptPages = { m.KeptPages } },
        DigestsMessage m => new Proto.Digests
        {
            Kind = m.Kind,
            Pages = { m.Pages.Select(static p => new Proto.PageDigest { Page = p.Page, Digest = p.Digest }) },
        },
        HeldMessage m => new Proto.Held
        {
            Kind = m.Kind,
            Commits = { m.Commits.Select(static c => new Proto.CommitRange { First = c.First, Last = c.Last }) },
            Shorts = { m.Shorts },
        },
        HeldDigestMessage m => new Proto.HeldDigest { Kind = m.Kind, Count = m.Count, Digest = m.Digest, ShortDigest = m.ShortDigest },
        MismatchMessage m => new Proto.Mismatch
        {
            Kind = m.Kind,
            Pages = { m.Pages },
            Held = m.Held,
            Commits = { m.Commits },
            ShortMarks = m.ShortMarks,
            Shorts = { m.Shorts },
        },
        CancelMessage m => new Proto.Cancel { Kind = m.Kind, Requests = { m.Requests } },
        EndMessage m => new Proto.End { Kind = m.Kind, Ends = { m.Ends.Select(End) } },
        _ => throw new ArgumentException($"No format for {message.GetType().Name}.", nameof(message)),
    };

    private static Proto.Hello Hello(HelloMessage message) => new()
    {
        ProtocolVersion = message.ProtocolVersion,
        Subnet = message.Subnet,
        Incarnation = message.Incarnation,
        Lane = (uint)message.Lane,
        Nonce = message.Nonce,
        PeerNonce = message.PeerNonce,
        MembershipVersion = message.MembershipVersion,
        MembershipHash = Bytes(message.MembershipHash),
        Kinds = { message.Kinds.Select(HelloKind) },
    };

    private static Proto.HelloKind HelloKind(PeerKind kind) => new()
    {
        Name = kind.Name,
        Slots = (uint)kind.Slots,
        ChunkSize = (uint)kind.ChunkSize,
        MaxBytes = (ulong)kind.MaxBytes,
        Kept = kind.Kept is { } kept ? new Proto.KeptTable { Incarnation = kept.Incarnation, PageDigests = { kept.PageDigests } } : null,
    };

    private static Proto.RequestEnd End(RequestEnd end) =>
        new() { Request = end.Request, Reason = (Proto.EndReason)end.Reason, RetryAfterMs = end.RetryAfterMs };

    private static ByteString Bytes(Hash256 hash) => UnsafeByteOperations.UnsafeWrap(hash.ToArray());
}
