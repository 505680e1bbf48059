using Tidings.Blocks.Tests.Wire.Reference;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Wire;

/// <summary>What a decoder makes of a frame is bounded, whatever the frame says.</summary>
[TestFixture]
public sealed class DecodeBoundTests
{
    private const int BytesMax = 384 << 10;
    private static readonly ProtobufWireCodec Codec = new(["k"]);

    private static IEnumerable<WireMessage> Fullest =>
    [
        new SlotsMessage("k", [.. Numbers(WireLimits.UpdatesPerFrame).Select(static n => new SlotUpdate(0, n, null, null))]),
        new SyncedMessage("k", [.. Numbers(WireLimits.PagesMax).Select(static n => (uint)n - 1)]),
        new DigestsMessage("k", [.. Numbers(WireLimits.PagesMax).Select(static _ => new PageDigest(0, 0))]),
        new HeldMessage("k", [.. Numbers(WireLimits.RangesPerFrame).Select(static _ => new CommitRange(1, 1))]),
        new MismatchMessage("k", [.. Numbers(WireLimits.PagesMax).Select(static _ => 0u)], false),
        new RequestsMessage("k", [.. Numbers(WireLimits.RequestsPerFrame).Select(static n => new ChunkRequest(n, default, 0, 0, Artifacts.FetchPriority.Later))]),
        new CancelMessage("k", [.. Numbers(WireLimits.CancelsPerFrame)]),
        new EndMessage("k", [.. Numbers(WireLimits.EndsPerFrame).Select(static n => new RequestEnd(n, EndReason.Gone, 0))]),
    ];

    [TestCaseSource(nameof(Fullest))]
    public void The_fullest_frame_is_read_within_the_bound(object message)
    {
        var body = Bodies.Write(Codec, (WireMessage)message);
        var type = ((WireMessage)message).Type;
        Codec.TryRead(type, body, out _, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        var isRead = Codec.TryRead(type, body, out _, out var error);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(isRead, Is.True, error.ToString());
        Assert.That(allocated, Is.LessThan(BytesMax));
        Assert.That(Codec.Measure((WireMessage)message), Is.InRange(body.Length, WireLimits.ControlBytesMax));
    }

    [TestCaseSource(nameof(Fullest))]
    public void One_item_more_is_refused_before_anything_is_made_of_it(object message)
    {
        var body = Bodies.Write(new ReferenceCodec(), (WireMessage)message);
        var type = ((WireMessage)message).Type;
        byte[] overfull = type is FrameType.Synced or FrameType.Mismatch or FrameType.Cancel ? Repacked(body) : [.. body, .. LastItem((WireMessage)message)];
        Codec.TryRead(type, overfull, out _, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Codec.TryRead(type, overfull, out _, out var error);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1024));
        Assert.That(error, Is.EqualTo(WireError.TooManyItems));
    }

    [TestCase(0, nameof(WireError.None))]
    [TestCase(1, nameof(WireError.TooManyItems))]
    public void Short_marks_are_read_up_to_their_limit(int more, string expected)
    {
        var marks = new HeldMessage("k", []) { Shorts = [.. Numbers(WireLimits.ShortMarksPerFrame + more)] };
        var body = Bodies.Write(new ReferenceCodec(), marks);
        Codec.TryRead(FrameType.Held, body, out _, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Codec.TryRead(FrameType.Held, body, out _, out var error);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(BytesMax));
        Assert.That(error.ToString(), Is.EqualTo(expected));
    }

    /// <summary>The packed numbers with one more; kind "k" takes the first three bytes, tag and two-byte length the next three.</summary>
    private static byte[] Repacked(byte[] body)
    {
        byte[] items = [.. body[6..], 1];
        return [.. body[..4], (byte)(0x80 | (items.Length & 0x7F)), (byte)(items.Length >> 7), .. items];
    }

    private static byte[] LastItem(WireMessage message)
    {
        WireMessage single = message switch
        {
            SlotsMessage m => m with { Updates = [m.Updates[0]] },
            DigestsMessage m => m with { Pages = [m.Pages[0]] },
            HeldMessage m => m with { Commits = [m.Commits[0]] },
            RequestsMessage m => m with { Requests = [m.Requests[0]] },
            EndMessage m => m with { Ends = [m.Ends[0]] },
            _ => throw new ArgumentOutOfRangeException(nameof(message)),
        };
        return Bodies.Write(Codec, single)[3..];
    }

    private static IEnumerable<ulong> Numbers(int count) => Enumerable.Range(1, count).Select(static n => (ulong)n);
}
