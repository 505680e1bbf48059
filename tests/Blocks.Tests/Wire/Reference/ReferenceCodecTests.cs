using FsCheck;
using FsCheck.Fluent;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Wire.Reference;

[TestFixture]
public sealed class ReferenceCodecTests
{
    [TestCaseSource(typeof(Bodies), nameof(Bodies.Types))]
    public void Both_codecs_write_the_same_bytes_and_read_each_others(object type) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), (int seed) =>
        {
            var reference = new ReferenceCodec();
            var product = new ProtobufWireCodec(RandomMessages.Kinds);
            var message = new RandomMessages(seed).Next((FrameType)type);
            var body = Bodies.Write(reference, message);

            Assert.That(body, Is.EqualTo(Bodies.Write(product, message)), $"seed {seed}");
            Assert.That(product.TryRead(message.Type, body, out var read, out var error), Is.True, $"seed {seed}: {error}");
            Assert.That(WireJson.Of(read!), Is.EqualTo(WireJson.Of(message)), $"seed {seed}");
            Assert.That(reference.TryRead(message.Type, body, out read, out _), Is.True, $"seed {seed}");
            Assert.That(WireJson.Of(read!), Is.EqualTo(WireJson.Of(message)), $"seed {seed}");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithEndSize(1_000_000));
}
