namespace Tidings.Blocks.Wire;

/// <summary>
/// Upper bounds of encoded sizes, in bytes, without encoding: what a sender fills a frame by. A frame is its header, its kind and its items.
/// </summary>
internal static class WireSize
{
    /// <summary>Frame header and kind name: what any message of a kind costs before its first item.</summary>
    public const int FrameMax = FrameHeader.Length + 2 + WireLimits.KindNameBytesMax;

    public const int PageMax = 3;
    public const int DigestMax = 2 + 3 + 9;
    public const int RangeMax = 2 + 11 + 11;
    public const int ShortMax = 3 + 10 + 8;
    public const int ShortsHeadMax = 4 * 4;
    public const int CommitMax = 10;
    public const int ShortMark = 8;
    public const int ShortMarksHeadMax = PackedHeadMax;
    public const int HeldDigestMax = 11 + 9 + 9;
    public const int CancelMax = 10;
    public const int EndMax = 2 + 11 + 2 + 6;
    public const int RequestMax = 2 + 11 + 34 + 6 + 2 + 2;

    private const int PackedHeadMax = 4;
    private const int HeartbeatMax = 11 + 11 + 11 + 34;
    private const int HelloMax = 6 + 3 + WireLimits.SubnetBytesMax + (3 * 9) + 2 + 11 + 34;
    private const int HelloKindMax = 4 + 2 + WireLimits.KindNameBytesMax + 6 + 6 + 11 + 3 + 9 + 3;

    /// <summary>One slot update inside a frame, exactly.</summary>
    public static int Of(SlotUpdate update) => ProtoWriter.SizeOfBytes(SlotsFormat.SizeOf(update));

    /// <summary>A whole frame, header and data included.</summary>
    public static int OfFrame(WireMessage message) => FrameHeader.Length + Of(message);

    /// <summary>A frame body, data included.</summary>
    public static int Of(WireMessage message) => message switch
    {
        HelloMessage m => HelloMax + m.Kinds.Sum(static k => HelloKindMax + (8 * (k.Kept?.PageDigests.Count ?? 0))),
        ReadyMessage => 0,
        GoodbyeMessage m => 6 + 3 + (3 * m.Reason.Length),
        HeartbeatMessage => HeartbeatMax,
        SlotsMessage m => Kind(m.Kind) + Of(m.Updates) + ShortsFormat.SizeOf(m.Shorts),
        SyncedMessage m => Kind(m.Kind) + PackedHeadMax + (m.KeptPages.Count * PageMax),
        DigestsMessage m => Kind(m.Kind) + (m.Pages.Count * DigestMax),
        HeldMessage m => Kind(m.Kind) + (m.Commits.Count * RangeMax) + ShortMarks(m.Shorts),
        HeldDigestMessage m => Kind(m.Kind) + HeldDigestMax,
        MismatchMessage m => Kind(m.Kind) + PackedHeadMax + (m.Pages.Count * PageMax) + 2 + PackedHeadMax + (m.Commits.Count * CommitMax) + 2 + ShortMarks(m.Shorts),
        RequestsMessage m => Kind(m.Kind) + (m.Requests.Count * RequestMax),
        CancelMessage m => Kind(m.Kind) + PackedHeadMax + (m.Requests.Count * CancelMax),
        EndMessage m => Kind(m.Kind) + (m.Ends.Count * EndMax),
        ChunkMessage m => Kind(m.Kind) + 11 + 6 + 4 + (m.Proof.Count * Hash256.Length) + 5 + m.Data.Length,
        _ => throw new ArgumentException($"No size for {message.GetType().Name}.", nameof(message)),
    };

    private static int Of(IReadOnlyList<SlotUpdate> updates)
    {
        var bytes = 0;
        for (var i = 0; i < updates.Count; i++)
        {
            bytes += Of(updates[i]);
        }

        return bytes;
    }

    private static int ShortMarks(IReadOnlyList<ulong> marks) => marks.Count == 0 ? 0 : PackedHeadMax + (marks.Count * ShortMark);

    private static int Kind(string kind) => 2 + kind.Length;
}
