using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Wire;

/// <summary>Control messages from the generated types that read them. The body has passed its scan: only values are checked here.</summary>
internal static class FromProto
{
    public static WireError Session(FrameType type, ReadOnlySpan<byte> body, out WireMessage? message)
    {
        var error = WireError.None;
        message = type switch
        {
            FrameType.Hello => Hello(ProtoParsers.Hello.ParseFrom(body), ref error),
            FrameType.Ready => new ReadyMessage(),
            FrameType.Goodbye => Goodbye(ProtoParsers.Goodbye.ParseFrom(body)),
            _ => Heartbeat(ProtoParsers.Heartbeat.ParseFrom(body), ref error),
        };
        return error;
    }

    public static WireError OfKind(FrameType type, ReadOnlySpan<byte> body, KindTable kinds, out WireMessage? message)
    {
        var error = WireError.None;
        message = type switch
        {
            FrameType.Synced => Synced(ProtoParsers.Synced.ParseFrom(body), kinds, ref error),
            FrameType.Digests => Digests(ProtoParsers.Digests.ParseFrom(body), kinds, ref error),
            FrameType.Held => Held(ProtoParsers.Held.ParseFrom(body), kinds, ref error),
            FrameType.HeldDigest => HeldDigest(ProtoParsers.HeldDigest.ParseFrom(body), kinds, ref error),
            FrameType.Mismatch => Mismatch(ProtoParsers.Mismatch.ParseFrom(body), kinds, ref error),
            FrameType.Cancel => Cancel(ProtoParsers.Cancel.ParseFrom(body), kinds, ref error),
            _ => End(ProtoParsers.End.ParseFrom(body), kinds, ref error),
        };
        return error;
    }

    private static HelloMessage Hello(Proto.Hello proto, ref WireError error)
    {
        Require(proto.Subnet.Length > 0, WireError.BadText, ref error);
        Require(proto.Lane < WireLimits.LanesMax, WireError.BadNumber, ref error);
        var kinds = new PeerKind[proto.Kinds.Count];
        for (var i = 0; i < kinds.Length; i++)
        {
            var kind = proto.Kinds[i];
            Require(KindTable.IsName(kind.Name), WireError.BadText, ref error);
            Require(kind.Slots is >= 1 and <= WireLimits.SlotsMax, WireError.BadNumber, ref error);
            Require(kind.ChunkSize is >= WireLimits.ChunkSizeMin and <= WireLimits.ChunkSizeMax, WireError.BadNumber, ref error);
            Require(kind.MaxBytes is >= 1 and <= (ulong)WireLimits.ArtifactBytesMax, WireError.BadNumber, ref error);
            var kept = kind.Kept is { } table ? new KeptTable(table.Incarnation, [.. table.PageDigests]) : null;
            kinds[i] = new PeerKind(kind.Name, (int)kind.Slots, (int)kind.ChunkSize, (long)kind.MaxBytes, kept);
        }

        Require(kinds.DistinctBy(static k => k.Name).Count() == kinds.Length, WireError.BadText, ref error);
        return new HelloMessage(
            proto.ProtocolVersion,
            proto.Subnet,
            proto.Incarnation,
            (int)proto.Lane,
            proto.Nonce,
            proto.PeerNonce,
            proto.MembershipVersion,
            Hash(proto.MembershipHash.Span, ref error),
            kinds);
    }

    private static GoodbyeMessage Goodbye(Proto.Goodbye proto) => new(proto.Code, proto.Reason);

    private static HeartbeatMessage Heartbeat(Proto.Heartbeat proto, ref WireError error) =>
        new(proto.Number, proto.EchoNumber, proto.MembershipVersion, Hash(proto.MembershipHash.Span, ref error));

    private static SyncedMessage Synced(Proto.Synced proto, KindTable kinds, ref WireError error) =>
        new(Kind(proto.Kind, kinds, ref error), Pages(proto.KeptPages, ref error));

    private static DigestsMessage Digests(Proto.Digests proto, KindTable kinds, ref WireError error)
    {
        Require(proto.Pages.All(static p => p.Page < WireLimits.PagesMax), WireError.BadNumber, ref error);
        return new(Kind(proto.Kind, kinds, ref error), [.. proto.Pages.Select(static p => new PageDigest(p.Page, p.Digest))]);
    }

    private static HeldMessage Held(Proto.Held proto, KindTable kinds, ref WireError error)
    {
        Require(proto.Commits.All(static c => c.First >= 1 && c.First <= c.Last), WireError.BadNumber, ref error);
        return new(Kind(proto.Kind, kinds, ref error), [.. proto.Commits.Select(static c => new CommitRange(c.First, c.Last))])
        {
            Shorts = [.. proto.Shorts],
        };
    }

    private static HeldDigestMessage HeldDigest(Proto.HeldDigest proto, KindTable kinds, ref WireError error) =>
        new(Kind(proto.Kind, kinds, ref error), proto.Count, proto.Digest, proto.ShortDigest);

    private static MismatchMessage Mismatch(Proto.Mismatch proto, KindTable kinds, ref WireError error)
    {
        Require(!proto.Commits.Contains(0), WireError.BadNumber, ref error);
        return new(Kind(proto.Kind, kinds, ref error), Pages(proto.Pages, ref error), proto.Held)
        {
            Commits = [.. proto.Commits],
            ShortMarks = proto.ShortMarks,
            Shorts = [.. proto.Shorts],
        };
    }

    private static CancelMessage Cancel(Proto.Cancel proto, KindTable kinds, ref WireError error)
    {
        Require(!proto.Requests.Contains(0), WireError.BadNumber, ref error);
        return new(Kind(proto.Kind, kinds, ref error), [.. proto.Requests]);
    }

    private static EndMessage End(Proto.End proto, KindTable kinds, ref WireError error)
    {
        var isValid = proto.Ends.All(static e =>
            e.Request >= 1
            && e.Reason is >= Proto.EndReason.Cancelled and <= Proto.EndReason.TooLarge
            && (e.RetryAfterMs == 0 || e.Reason == Proto.EndReason.Busy));
        Require(isValid, WireError.BadNumber, ref error);
        return new(
            Kind(proto.Kind, kinds, ref error),
            [.. proto.Ends.Select(static e => new RequestEnd(e.Request, (EndReason)e.Reason, e.RetryAfterMs))]);
    }

    private static string Kind(string name, KindTable kinds, ref WireError error)
    {
        Require(kinds.TryFind(name, out var known), WireError.UnknownKind, ref error);
        return known;
    }

    private static uint[] Pages(IEnumerable<uint> pages, ref WireError error)
    {
        uint[] all = [.. pages];
        Require(all.All(static p => p < WireLimits.PagesMax), WireError.BadNumber, ref error);
        return all;
    }

    private static Hash256 Hash(ReadOnlySpan<byte> bytes, ref WireError error)
    {
        Require(bytes.Length == Hash256.Length, WireError.BadHash, ref error);
        return bytes.Length == Hash256.Length ? new Hash256(bytes) : default;
    }

    private static void Require(bool holds, WireError otherwise, ref WireError error)
    {
        if (!holds && error == WireError.None)
        {
            error = otherwise;
        }
    }
}
