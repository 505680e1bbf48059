using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Tests.Content;
using Tidings.Blocks.Tests.Wire.Reference;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Wire.Vectors;

/// <summary>The files of docs/wire/vectors against the code, in both directions.</summary>
[TestFixture]
public sealed class VectorTests
{
    private static readonly ProtobufWireCodec Product = new(["file", "beacon-share"]);

    private static IEnumerable<TestCaseData> Codecs => [new TestCaseData(Product).SetArgDisplayNames("product"), new TestCaseData(new ReferenceCodec()).SetArgDisplayNames("reference")];

    [Test]
    public void A_node_id_is_the_hash_of_its_key()
    {
        foreach (var vector in VectorFiles.ReadJson("identities.json"))
        {
            var spki = Convert.FromHexString((string)vector!["spki"]!);
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(spki, out var read);
            Assert.That((read, key.ExportParameters(false).Curve.Oid.Value), Is.EqualTo((91, "1.2.840.10045.3.1.7")));
            Assert.That(Convert.ToHexStringLower(SHA256.HashData(spki)), Is.EqualTo((string)vector["nodeId"]!));
            Assert.That(VectorKeys.Spki((string)vector["privateKeyIsSha256Of"]!), Is.EqualTo(spki));
        }
    }

    [Test]
    public void Ids_roots_leaves_and_proofs_are_those_of_the_file()
    {
        foreach (var vector in VectorFiles.ReadJson("artifacts.json"))
        {
            var size = (int)vector!["size"]!;
            var made = TestContents.Make(VectorMessages.Artifact(size));
            var chunks = vector["chunks"]!.AsArray();
            Assert.That(made.Id.ToString(), Is.EqualTo((string)vector["id"]!), $"size {size}");
            Assert.That(made.Content!.ChunkCount, Is.EqualTo(chunks.Count), $"size {size}");
            for (var index = 0; index < chunks.Count; index++)
            {
                var leaf = chunks[index]!["leaf"].Deserialize<Hash256>(WireJson.Options);
                var proof = chunks[index]!["proof"].Deserialize<Hash256[]>(WireJson.Options)!;
                Assert.That(made.Content.Chunk(index).Length, Is.EqualTo((int)chunks[index]!["length"]!));
                Assert.That(Merkle.Leaf(made.Content.Chunk(index).Span), Is.EqualTo(leaf));
                Assert.That(made.Content.Proof(index), Is.EqualTo(proof));
                Assert.That(Merkle.TryClimb(leaf, index, chunks.Count, proof, out var root) ? root.ToString() : null, Is.EqualTo((string)vector["root"]!));
            }
        }
    }

    [Test]
    public void Digests_are_those_of_the_file()
    {
        foreach (var vector in VectorFiles.ReadJson("digests.json"))
        {
            var (slot, commit) = ((uint)vector!["slot"]!, ulong.Parse((string)vector["commit"]!));
            Assert.That(SlotDigest.OfSlot(slot, commit).ToString(), Is.EqualTo((string)vector["ofSlot"]!));
            Assert.That(SlotDigest.OfCommit(commit).ToString(), Is.EqualTo((string)vector["ofCommit"]!));
        }
    }

    [TestCaseSource(nameof(Codecs))]
    public void Frames_are_written_and_read_as_in_the_file(object codec)
    {
        var types = new HashSet<FrameType>();
        foreach (var vector in VectorFiles.ReadJson("frames.json"))
        {
            var (name, frame) = ((string)vector!["name"]!, Convert.FromHexString((string)vector["frame"]!));
            Assert.That(FrameHeader.Read(frame, new FrameCaps(TestContents.ChunkSize), out var header), Is.EqualTo(WireError.None), name);
            Assert.That(header.BodyLength, Is.EqualTo(frame.Length - FrameHeader.Length), name);
            types.Add(header.Type);

            var message = WireJson.Read(header.Type, vector["message"]!.ToJsonString());
            Assert.That(Bodies.Write((IWireCodec)codec, message), Is.EqualTo(frame[FrameHeader.Length..]), name);
            Assert.That(((IWireCodec)codec).TryRead(header.Type, frame.AsMemory(FrameHeader.Length), out var read, out var error), Is.True, $"{name}: {error}");
            Assert.That(WireJson.Of(read!), Is.EqualTo(WireJson.Of(message)), name);
        }

        Assert.That(types, Is.EquivalentTo(Bodies.Types));
    }

    [Test]
    public async Task Refused_frames_are_refused_for_the_reason_in_the_file()
    {
        foreach (var vector in VectorFiles.ReadJson("refused.json"))
        {
            var stream = new MemoryStream(Convert.FromHexString((string)vector!["frame"]!));
            var frame = await new FrameReader(stream, new FrameCaps(TestContents.ChunkSize), new TestBuffers(), default) { IsReady = true }.ReadAsync(default);
            var error = frame.Error;
            if (frame.Body is { } body)
            {
                Product.TryRead(frame.Type, body.Memory, out _, out error);
            }

            Assert.That(error.ToString(), Is.EqualTo((string)vector["reason"]!), (string)vector["name"]!);
        }
    }

    [TestCaseSource(nameof(Codecs))]
    public async Task The_recorded_session_can_be_followed_to_its_artifact(object codec)
    {
        var readers = new Dictionary<string, FrameReader>();
        foreach (var side in (string[])[VectorSession.Dialler, VectorSession.Acceptor])
        {
            readers[side] = new FrameReader(
                new MemoryStream(VectorFiles.ReadBytes($"session-{side}.bin")), new FrameCaps(TestContents.ChunkSize), new TestBuffers(), default);
        }

        ContentBuilder? builder = null;
        foreach (var step in VectorFiles.ReadJson("session.json"))
        {
            var reader = readers[(string)step!["from"]!];
            Assert.That(reader.BytesRead, Is.EqualTo((long)step["offset"]!));
            var frame = await reader.ReadAsync(default);
            Assert.That((frame.Error, frame.Type.ToString()), Is.EqualTo((WireError.None, (string)step["type"]!)));
            Assert.That(((IWireCodec)codec).TryRead(frame.Type, frame.Body!.Memory, out var message, out var error), Is.True, error.ToString());
            reader.IsReady |= message is ReadyMessage;
            Assert.That(Bodies.Write((IWireCodec)codec, message!), Is.EqualTo(frame.Body.Memory.ToArray()), "written again");
            builder = Follow(message!, frame, builder);
        }

        Assert.That(builder!.TryComplete(out var content), Is.True);
        Assert.That(content!.AsSequence().ToArray(), Is.EqualTo(VectorMessages.Artifact(1500)));
        Assert.That((await readers[VectorSession.Dialler].ReadAsync(default)).IsEnd && (await readers[VectorSession.Acceptor].ReadAsync(default)).IsEnd, Is.True);
    }

    private static ContentBuilder? Follow(WireMessage message, FrameRead frame, ContentBuilder? builder)
    {
        switch (message)
        {
            case SlotsMessage { Updates: [{ Advert: Advert advert }] }:
                Assert.That(TestContents.Store.TryBegin(TestContents.Kind, TestContents.KindOfFiles, advert, out var begun, out _), Is.True);
                return begun;
            case ChunkMessage chunk:
                Assert.That(builder!.Add(chunk.Chunk, chunk.Data, chunk.Proof, frame.Body!), Is.EqualTo(ChunkVerdict.Added));
                return builder;
            default:
                frame.Body!.Dispose();
                return builder;
        }
    }
}
