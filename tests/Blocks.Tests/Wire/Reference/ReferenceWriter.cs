using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Wire.Reference;

/// <summary>The fields of each message, as the schema numbers them; of a chunk all but its data.</summary>
internal static class ReferenceWriter
{
    public static FieldWriter Fields(WireMessage message) => message switch
    {
        HelloMessage m => new FieldWriter().Number(1, m.ProtocolVersion).Text(2, m.Subnet).Fixed(3, m.Incarnation).Number(4, (ulong)m.Lane).Fixed(5, m.Nonce)
            .Fixed(6, m.PeerNonce).Number(7, m.MembershipVersion).Hash(8, m.MembershipHash).Each(9, m.Kinds, Kind),
        ReadyMessage => new FieldWriter(),
        GoodbyeMessage m => new FieldWriter().Number(1, m.Code).Text(2, m.Reason),
        HeartbeatMessage m => new FieldWriter().Number(1, m.Number).Number(2, m.EchoNumber).Number(3, m.MembershipVersion).Hash(4, m.MembershipHash),
        SlotsMessage m => Of(m).Each(2, m.Updates, Update).Each(3, Shorts(m), Short),
        SyncedMessage m => Of(m).Packed(2, m.KeptPages.Select(static p => (ulong)p)),
        DigestsMessage m => Of(m).Each(2, m.Pages, static (w, p) => w.Number(1, p.Page).Fixed(2, p.Digest)),
        HeldMessage m => Of(m).Each(2, m.Commits, static (w, c) => w.Number(1, c.First).Number(2, c.Last)).PackedFixed(3, m.Shorts),
        HeldDigestMessage m => Of(m).Number(2, m.Count).Fixed(3, m.Digest).Fixed(4, m.ShortDigest),
        MismatchMessage m => Of(m).Packed(2, m.Pages.Select(static p => (ulong)p)).Number(3, m.Held ? 1u : 0u).Packed(4, m.Commits)
            .Number(5, m.ShortMarks ? 1u : 0u).PackedFixed(6, m.Shorts),
        RequestsMessage m => Of(m).Each(2, m.Requests, Request),
        CancelMessage m => Of(m).Packed(2, m.Requests),
        EndMessage m => Of(m).Each(2, m.Ends, static (w, e) => w.Number(1, e.Request).Number(2, (ulong)e.Reason).Number(3, e.RetryAfterMs)),
        ChunkMessage m => Of(m).Number(2, m.Request).Number(3, m.Chunk).Bytes(4, [.. m.Proof.SelectMany(static h => h.ToArray())]),
        _ => throw new ArgumentOutOfRangeException(nameof(message)),
    };

    private static FieldWriter Of(KindMessage message) => new FieldWriter().Text(1, message.Kind);

    private static void Kind(FieldWriter writer, PeerKind kind)
    {
        writer.Text(1, kind.Name).Number(2, (ulong)kind.Slots).Number(3, (ulong)kind.ChunkSize).Number(4, (ulong)kind.MaxBytes);
        writer.Each(5, kind.Kept is { } kept ? [kept] : Array.Empty<KeptTable>(), static (w, k) => w.Fixed(1, k.Incarnation).PackedFixed(2, k.PageDigests));
    }

    private static void Update(FieldWriter writer, SlotUpdate update)
    {
        writer.Number(1, update.Slot).Number(2, update.Commit);
        writer.Each(3, update.Advert is { } advert ? [advert] : Array.Empty<Advert>(), static (w, a) =>
            w.Hash(1, a.Id.Hash).Number(2, (ulong)a.Size).Number(3, ZigZag(a.Rank)).Hash(4, a.Maker.Hash));
        if (update.Body is { } body)
        {
            writer.Always(4, body.ToArray());
        }
    }

    private static void Request(FieldWriter writer, ChunkRequest request) =>
        writer.Number(1, request.Request).Hash(2, request.Id.Hash).Number(3, request.Chunk).Number(4, (ulong)request.Lane).Number(5, (ulong)request.Class);

    private static ulong ZigZag(long value) => value >= 0 ? (ulong)value * 2 : ((ulong)(-(value + 1)) * 2) + 1;

    private static IEnumerable<IReadOnlyList<ShortAdvert>> Shorts(SlotsMessage m) => m.Shorts.Count > 0 ? [m.Shorts] : [];

    private static void Short(FieldWriter w, IReadOnlyList<ShortAdvert> shorts) => w
        .Packed(1, shorts.Select(static s => (ulong)s.Slot))
        .Packed(2, shorts.Select((s, i) => i == 0 ? s.Commit : unchecked(s.Commit - shorts[i - 1].Commit)))
        .PackedFixed(3, shorts.Select(static s => s.ShortId));
}
