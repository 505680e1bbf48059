using Tidings.Blocks.Content;
using Tidings.Blocks.Tests.Content;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Wire.Vectors;

/// <summary>Writes docs/wire/vectors anew: for a change of the wire format, which is a new protocol version.</summary>
[TestFixture]
[Explicit("Rewrites the files that the other tests check.")]
public sealed class VectorGenerator
{
    private static readonly ProtobufWireCodec Codec = new(["file", "beacon-share"]);

    [Test]
    public void Identities() => VectorFiles.Write("identities.json", Enumerable.Range(1, 3).Select(static i => $"tidings vector key {i}").Select(static text =>
        new { privateKeyIsSha256Of = text, spki = Convert.ToHexStringLower(VectorKeys.Spki(text)), nodeId = VectorKeys.Node(text) }));

    [Test]
    public void Artifacts() => VectorFiles.Write("artifacts.json", new[] { 0, 1, 1023, 1024, 1025, 2048, 3073, 7168 }.Select(static size =>
    {
        var made = TestContents.Make(VectorMessages.Artifact(size));
        var content = made.Content!;
        var chunks = Enumerable.Range(0, content.ChunkCount)
            .Select(index => new { length = content.Chunk(index).Length, leaf = Merkle.Leaf(content.Chunk(index).Span), proof = content.Proof(index) });
        Merkle.TryClimb(Merkle.Leaf(content.Chunk(0).Span), 0, content.ChunkCount, content.Proof(0), out var root);
        return new { kind = VectorMessages.Kind, chunkSize = content.ChunkSize, size, chunks, root, id = made.Id };
    }));

    [Test]
    public void Digests() => VectorFiles.Write("digests.json", new[] { (0u, 1ul), (1u, 1ul), (255u, 12345ul), (1048575u, ulong.MaxValue) }.Select(static pair =>
        new { slot = pair.Item1, commit = pair.Item2, ofSlot = SlotDigest.OfSlot(pair.Item1, pair.Item2), ofCommit = SlotDigest.OfCommit(pair.Item2) }));

    [Test]
    public async Task Frames()
    {
        var vectors = new List<object>();
        foreach (var (name, message) in VectorMessages.All())
        {
            vectors.Add(new { name, frame = Convert.ToHexStringLower(await Encode(message)), message = (object)message });
        }

        VectorFiles.Write("frames.json", vectors);
    }

    [Test]
    public void Refused() => VectorFiles.Write(
        "refused.json", VectorRefusals.All().Select(static refusal => new { name = refusal.Name, frame = refusal.Frame, reason = refusal.Reason }));

    [Test]
    public async Task Session()
    {
        var bytes = new Dictionary<string, List<byte>> { [VectorSession.Dialler] = [], [VectorSession.Acceptor] = [] };
        var steps = new List<object>();
        foreach (var (from, what, message) in VectorSession.Steps())
        {
            var frame = await Encode(message);
            steps.Add(new { from, type = message.Type, offset = bytes[from].Count, length = frame.Length, what });
            bytes[from].AddRange(frame);
        }

        VectorFiles.Write("session.json", steps);
        VectorFiles.Write("session-dialler.bin", [.. bytes[VectorSession.Dialler]]);
        VectorFiles.Write("session-acceptor.bin", [.. bytes[VectorSession.Acceptor]]);
    }

    private static async Task<byte[]> Encode(WireMessage message)
    {
        var stream = new RecordingStream();
        var writer = new FrameWriter(stream, Codec, new FrameCaps(TestContents.ChunkSize));
        await writer.WriteAsync(message, default);
        await writer.FlushAsync(default);
        return [.. stream.Bytes];
    }
}
