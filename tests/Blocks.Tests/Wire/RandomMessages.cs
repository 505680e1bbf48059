using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Wire;

/// <summary>Valid messages of every type from a seed, with the edges of each range more likely than their share.</summary>
internal sealed class RandomMessages(int seed)
{
    public static readonly string[] Kinds = ["file", "beacon-share", "k"];

    private readonly Random _random = new(seed);

    public WireMessage Next(FrameType type) => type switch
    {
        FrameType.Hello => new HelloMessage(Number32(), Text(1, 40), Number(), Below(WireLimits.LanesMax), Number(), Number(), Number(), Hash(), HelloKinds()),
        FrameType.Ready => new ReadyMessage(),
        FrameType.Goodbye => new GoodbyeMessage(Number32(), Text(0, 80)),
        FrameType.Heartbeat => new HeartbeatMessage(Number(), Number(), Number(), Hash()),
        FrameType.Slots => new SlotsMessage(Kind(), List(20, Update)) { Shorts = List(20, Short) },
        FrameType.Synced => new SyncedMessage(Kind(), List(20, Page)),
        FrameType.Digests => new DigestsMessage(Kind(), List(20, () => new PageDigest(Page(), Number()))),
        FrameType.Held => new HeldMessage(Kind(), List(20, Range)) { Shorts = List(20, Number) },
        FrameType.HeldDigest => new HeldDigestMessage(Kind(), Number(), Number(), Number()),
        FrameType.Mismatch => new MismatchMessage(Kind(), List(20, Page), Below(2) == 1) { Commits = List(20, NotZero), ShortMarks = Below(2) == 1, Shorts = List(20, Number) },
        FrameType.Requests => new RequestsMessage(Kind(), List(20, Request)),
        FrameType.Cancel => new CancelMessage(Kind(), List(20, NotZero)),
        FrameType.End => new EndMessage(Kind(), List(20, End)),
        FrameType.Chunk => new ChunkMessage(Kind(), NotZero(), (uint)Below(int.MaxValue), List(32, Hash), Bytes(Below(3) * 500)),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    public byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    public int Below(int limit) => _random.Next(limit);

    private string Kind() => Kinds[Below(Kinds.Length)];

    private PeerKind[] HelloKinds() => [.. Kinds.Take(Below(4)).Select(name => new PeerKind(
        name,
        1 + Below(WireLimits.SlotsMax),
        WireLimits.ChunkSizeMin + Below(WireLimits.ChunkSizeMax - WireLimits.ChunkSizeMin),
        _random.NextInt64(1, WireLimits.ArtifactBytesMax + 1),
        Below(2) == 0 ? null : new KeptTable(Number(), List(9, Number))))];

    private SlotUpdate Update()
    {
        var slot = (uint)Below(WireLimits.SlotsMax);
        if (Below(3) == 0)
        {
            return new SlotUpdate(slot, NotZero(), null, null);
        }

        var body = Below(2) == 0 ? default(ReadOnlyMemory<byte>?) : Bytes(Below(2) * Below(300));
        var size = body?.Length ?? _random.NextInt64(0, WireLimits.ArtifactBytesMax + 1);
        return new SlotUpdate(slot, NotZero(), new Advert(new ArtifactId(Hash()), size, (long)Number(), new NodeId(Hash())), body);
    }

    private ShortAdvert Short() => new((uint)Below(WireLimits.SlotsMax), NotZero(), Number());

    private CommitRange Range()
    {
        var first = NotZero();
        return new CommitRange(first, first + Math.Min((ulong)Below(100), ulong.MaxValue - first));
    }

    private ChunkRequest Request() =>
        new(NotZero(), new ArtifactId(Hash()), (uint)Below(int.MaxValue), Below(WireLimits.LanesMax), (FetchPriority)(2 + Below(3)));

    private RequestEnd End()
    {
        var reason = (EndReason)(1 + Below(5));
        return new RequestEnd(NotZero(), reason, reason == EndReason.Busy ? Number32() : 0);
    }

    private uint Page() => (uint)Below(WireLimits.PagesMax);

    private Hash256 Hash() => new(Bytes(Hash256.Length));

    private uint Number32() => (uint)Number();

    private ulong NotZero() => Math.Max(1, Number());

    private ulong Number() => Below(4) switch
    {
        0 => (ulong)Below(3),
        1 => ulong.MaxValue - (ulong)Below(3),
        2 => 1UL << Below(64),
        _ => (ulong)_random.NextInt64(),
    };

    private string Text(int min, int max) => string.Concat(Enumerable.Range(0, min + Below(max - min)).Select(_ => "aZ9 .é漢😀"[Below(7)] is var c && char.IsSurrogate(c) ? "😀" : c.ToString()));

    private T[] List<T>(int max, Func<T> item) => [.. Enumerable.Range(0, Below(max + 1)).Select(_ => item())];
}
