using FsCheck;
using FsCheck.Fluent;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Wire;

[TestFixture]
public sealed class ProtobufWireCodecTests
{
    private static readonly ProtobufWireCodec Codec = new(RandomMessages.Kinds);

    [TestCaseSource(typeof(Bodies), nameof(Bodies.Types))]
    public void What_is_written_is_read_back(object type) => ForSeeds(seed =>
    {
        var message = new RandomMessages(seed).Next((FrameType)type);
        var body = Bodies.Write(Codec, message);

        Assert.That(Codec.TryRead(message.Type, body, out var read, out var error), Is.True, $"seed {seed}: {error}");
        Assert.That(WireJson.Of(read!), Is.EqualTo(WireJson.Of(message)), $"seed {seed}");
        Assert.That(Codec.Measure(message), Is.GreaterThanOrEqualTo(body.Length), $"seed {seed}");
    });

    [TestCaseSource(typeof(Bodies), nameof(Bodies.Types))]
    public void A_body_cut_anywhere_never_throws_and_is_never_read_as_the_whole(object type)
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var message = new RandomMessages(seed).Next((FrameType)type);
            var body = Bodies.Write(Codec, message);
            for (var length = 0; length < body.Length; length++)
            {
                if (Codec.TryRead(message.Type, body.AsMemory(0, length), out var read, out var error))
                {
                    Assert.That(WireJson.Of(read!), Is.Not.EqualTo(WireJson.Of(message)), $"seed {seed}, cut at {length}");
                }
                else
                {
                    Assert.That((read, error), Is.Not.EqualTo(((WireMessage?)null, WireError.None)), $"seed {seed}, cut at {length}");
                }
            }
        }
    }

    [TestCaseSource(typeof(Bodies), nameof(Bodies.Types))]
    public void Changed_bytes_never_throw_and_what_is_read_can_be_written_again(object type) => ForSeeds(seed =>
    {
        var random = new RandomMessages(seed);
        var body = Bodies.Write(Codec, random.Next((FrameType)type));
        for (var flips = 0; flips < 20 && body.Length > 0; flips++)
        {
            body[random.Below(body.Length)] = (byte)random.Below(256);
            if (Codec.TryRead((FrameType)type, body, out var read, out _))
            {
                var again = Bodies.Write(Codec, read!);
                Assert.That(Codec.TryRead((FrameType)type, again, out var second, out var error), Is.True, $"seed {seed}: {error}");
                Assert.That(WireJson.Of(second!), Is.EqualTo(WireJson.Of(read!)), $"seed {seed}");
            }
        }
    });

    [TestCaseSource(typeof(Bodies), nameof(Bodies.Types))]
    public void Random_bytes_never_throw(object type) => ForSeeds(seed =>
    {
        var random = new RandomMessages(seed);
        var body = random.Bytes(random.Below(200));
        var isRead = Codec.TryRead((FrameType)type, body, out var message, out var error);
        Assert.That((isRead, message is not null, error == WireError.None), Is.AnyOf((true, true, true), (false, false, false)), $"seed {seed}");
    });

    [TestCaseSource(typeof(Bodies), nameof(Bodies.Types))]
    public void Fields_of_a_later_version_are_passed_over(object type)
    {
        var message = new RandomMessages(7).Next((FrameType)type);
        byte[] body = [.. Bodies.Write(Codec, message), 0x78, 5, 0x7A, 2, 1, 2, 0x7D, 1, 2, 3, 4, 0x79, 1, 2, 3, 4, 5, 6, 7, 8];

        Assert.That(Codec.TryRead(message.Type, body, out var read, out var error), Is.True, error.ToString());
        Assert.That(WireJson.Of(read!), Is.EqualTo(WireJson.Of(message)));
    }

    private static void ForSeeds(Action<int> check) =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), check).Check(Config.QuickThrowOnFailure.WithMaxTest(200).WithEndSize(1_000_000));
}
