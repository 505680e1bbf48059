namespace Tidings.Blocks.Wire;

/// <summary>The shape of every frame body: docs/wire/tidings.proto with its limits.</summary>
internal static class WireShapes
{
    private static readonly FieldRule Kind = new(1, FieldForm.Text, WireLimits.KindNameBytesMax);

    private static readonly WireShape KeptTable = new(
        new(1, FieldForm.Fixed64),
        new(2, FieldForm.PackedFixed64, WireLimits.KeptPagesMax));

    private static readonly WireShape HelloKind = new(
        Kind,
        new(2, FieldForm.Number32),
        new(3, FieldForm.Number32),
        new(4, FieldForm.Number64),
        new(5, FieldForm.Message, 1, KeptTable));

    private static readonly WireShape Hello = new(
        new(1, FieldForm.Number32),
        new(2, FieldForm.Text, WireLimits.SubnetBytesMax),
        new(3, FieldForm.Fixed64),
        new(4, FieldForm.Number32),
        new(5, FieldForm.Fixed64),
        new(6, FieldForm.Fixed64),
        new(7, FieldForm.Number64),
        new(8, FieldForm.Hash),
        new(9, FieldForm.Message, WireLimits.KindsMax, HelloKind));

    private static readonly WireShape Ready = new();

    private static readonly WireShape Goodbye = new(
        new(1, FieldForm.Number32),
        new(2, FieldForm.Text, WireLimits.ReasonBytesMax));

    private static readonly WireShape Heartbeat = new(
        new(1, FieldForm.Number64),
        new(2, FieldForm.Number64),
        new(3, FieldForm.Number64),
        new(4, FieldForm.Hash));

    private static readonly WireShape Advert = new(
        new(1, FieldForm.Hash),
        new(2, FieldForm.Number64),
        new(3, FieldForm.Number64),
        new(4, FieldForm.Hash));

    private static readonly WireShape SlotUpdate = new(
        new(1, FieldForm.Number32),
        new(2, FieldForm.Number64),
        new(3, FieldForm.Message, 1, Advert),
        new(4, FieldForm.Bytes, WireLimits.PushBytesMax));

    private static readonly WireShape Shorts = new(
        new(1, FieldForm.PackedNumber32, WireLimits.ShortsPerFrame),
        new(2, FieldForm.PackedNumber64, WireLimits.ShortsPerFrame),
        new(3, FieldForm.PackedFixed64, WireLimits.ShortsPerFrame));

    private static readonly WireShape Slots = new(
        Kind,
        new(2, FieldForm.Message, WireLimits.UpdatesPerFrame, SlotUpdate),
        new(3, FieldForm.Message, 1, Shorts));

    private static readonly WireShape Synced = new(Kind, new(2, FieldForm.PackedNumber32, WireLimits.PagesMax));

    private static readonly WireShape Digests = new(
        Kind,
        new(2, FieldForm.Message, WireLimits.PagesMax, new(new(1, FieldForm.Number32), new(2, FieldForm.Fixed64))));

    private static readonly WireShape Held = new(
        Kind,
        new(2, FieldForm.Message, WireLimits.RangesPerFrame, new(new(1, FieldForm.Number64), new(2, FieldForm.Number64))),
        new(3, FieldForm.PackedFixed64, WireLimits.ShortMarksPerFrame));

    private static readonly WireShape HeldDigest = new(Kind, new(2, FieldForm.Number64), new(3, FieldForm.Fixed64), new(4, FieldForm.Fixed64));

    private static readonly WireShape Mismatch = new(
        Kind,
        new(2, FieldForm.PackedNumber32, WireLimits.PagesMax),
        new(3, FieldForm.Number32),
        new(4, FieldForm.PackedNumber64, WireLimits.UnresolvedPerFrame),
        new(5, FieldForm.Number32),
        new(6, FieldForm.PackedFixed64, WireLimits.ShortMarksPerFrame));

    private static readonly WireShape ChunkRequest = new(
        new(1, FieldForm.Number64),
        new(2, FieldForm.Hash),
        new(3, FieldForm.Number32),
        new(4, FieldForm.Number32),
        new(5, FieldForm.Number32));

    private static readonly WireShape Requests = new(Kind, new(2, FieldForm.Message, WireLimits.RequestsPerFrame, ChunkRequest));

    private static readonly WireShape Cancel = new(Kind, new(2, FieldForm.PackedNumber64, WireLimits.CancelsPerFrame));

    private static readonly WireShape RequestEnd = new(
        new(1, FieldForm.Number64),
        new(2, FieldForm.Number32),
        new(3, FieldForm.Number32));

    private static readonly WireShape End = new(Kind, new(2, FieldForm.Message, WireLimits.EndsPerFrame, RequestEnd));

    private static readonly WireShape Chunk = new(
        Kind,
        new(2, FieldForm.Number64),
        new(3, FieldForm.Number32),
        new(4, FieldForm.Bytes, WireLimits.ProofHashesMax * Hash256.Length),
        new(5, FieldForm.Bytes, WireLimits.ChunkSizeMax));

    /// <summary>The shape of a type's body, or null for a type that does not exist.</summary>
    public static WireShape? Of(FrameType type) => type switch
    {
        FrameType.Hello => Hello,
        FrameType.Ready => Ready,
        FrameType.Goodbye => Goodbye,
        FrameType.Heartbeat => Heartbeat,
        FrameType.Slots => Slots,
        FrameType.Synced => Synced,
        FrameType.Digests => Digests,
        FrameType.Held => Held,
        FrameType.HeldDigest => HeldDigest,
        FrameType.Mismatch => Mismatch,
        FrameType.Requests => Requests,
        FrameType.Cancel => Cancel,
        FrameType.End => End,
        FrameType.Chunk => Chunk,
        _ => null,
    };
}
