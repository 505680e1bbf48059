using System.Buffers;
using System.Diagnostics.Metrics;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using Tidings.Runtime.Membership;
using Tidings.Runtime.Peers;
using Tidings.Runtime.Peers.Handshakes;
using Tidings.Runtime.Telemetry;

namespace Tidings.Runtime.Tests.Peers;

/// <summary>Whatever does not fit is refused with words that both operators can read, and disturbs nobody else.</summary>
public sealed class RefusalTests
{
    [Test]
    public void Another_subnet_is_named_on_both_sides()
    {
        var (subnet, a, b) = Pair(node => node.Settings = node.Settings with { Subnet = "other" });

        AssertRefused(subnet, a, b, DisconnectReason.OtherSubnet, "'other'", "'test'");
    }

    [TestCase("slots", 100)]
    [TestCase("largest artifact", 4096)]
    [TestCase("chunk size", 65536)]
    public void Limits_that_do_not_fit_are_refused_with_both_numbers(string what, int there)
    {
        var (subnet, a, b) = Pair(node => Set(node.Limits, what, there));

        AssertRefused(subnet, a, b, DisconnectReason.KindLimits, what, $"{there}");
    }

    [Test]
    public void The_same_trouble_is_logged_once_and_counted_every_time()
    {
        var refused = 0;
        using var listener = Counting("tidings.handshake.refused", tags => refused += tags[0].Value is nameof(DisconnectReason.OtherSubnet) ? 1 : 0);
        var (subnet, a, _) = Pair(node => node.Settings = node.Settings with { Subnet = "other" });
        subnet.World.RunFor(TimeSpan.FromMinutes(2));

        Assert.That(refused, Is.GreaterThan(4));
        Assert.That(a.Log.Count(static line => line.Contains("'other'", StringComparison.Ordinal)), Is.InRange(1, 2), "once dialled, once accepted");
    }

    [Test]
    public void A_stranger_is_refused_and_the_members_do_not_notice()
    {
        var subnet = new SessionSubnet(3);
        subnet.Start(0);
        subnet.Start(1);
        var (a, b, stranger) = (subnet.Nodes[0], subnet.Nodes[1], subnet.Nodes[2]);
        a.Membership.Offer(subnet.List(2, node => node != stranger));
        b.Membership.Offer(subnet.List(2, node => node != stranger));
        subnet.Start(2);
        subnet.Until(() => a.IsConnectedTo(b) && a.Log.Any(static line => line.Contains(nameof(DisconnectReason.NotAMember), StringComparison.Ordinal)));

        Assert.That(stranger.PeerOf(a)!.State, Is.EqualTo(PeerState.Apart));
        Assert.That(a.PeerOf(stranger), Is.Null);
    }

    [Test]
    public void Every_rule_of_HELLO_has_its_reason()
    {
        var local = new LocalHello("test", 1, [new LocalKind("file", new KindLimits(), new SessionSubnet(1).Nodes[0])], new MembershipView(new MembershipOptions()));
        var good = local.For(Ids.Of(2), 0, 5, 0);

        Assert.That(HelloRules.Check(local, good), Is.Null);
        Assert.That(HelloRules.Check(local, good with { ProtocolVersion = 7 }), Is.EqualTo(new Refusal(DisconnectReason.ProtocolVersion, "protocol version 7 there, 1 here")));
        Assert.That(HelloRules.Check(local, good with { Lane = 16 })!.Reason, Is.EqualTo(DisconnectReason.LaneRefused));
        Assert.That(HelloRules.Check(local, good with { Kinds = [new PeerKind("theirs alone", 1, 1, 1, null)] }), Is.Null);
        Assert.That(HelloRules.CheckAnswer(good, good with { Lane = 1 })!.Reason, Is.EqualTo(DisconnectReason.HandshakeOrder));
        var bulk = local.For(Ids.Of(2), 1, 5, 6);
        Assert.That(HelloRules.CheckAnswer(bulk, bulk with { Nonce = 6, PeerNonce = 5 }), Is.Null);
        Assert.That(HelloRules.CheckAnswer(bulk, bulk with { Nonce = 6, PeerNonce = 4 })!.Reason, Is.EqualTo(DisconnectReason.NoSuchSession));
    }

    [TestCase("FF0000000000", "UnknownType")]
    [TestCase("1000FFFFFFFF", "TooLong")]
    [TestCase("010000000000", "HandshakeOrder|Truncated|Malformed|UnknownType|BadText|BadHash|BadNumber")]
    public void Garbage_closes_its_lane_with_a_reason_and_no_other(string bytes, string reasons)
    {
        var (subnet, a, b) = Pair(static _ => { });
        subnet.UntilMeshed();
        var session = b.PeerOf(a)!.Session;
        subnet.World.Run(async () => await a.Transport.Open[^1].InjectAsync(Convert.FromHexString(bytes)));

        subnet.Until(() => b.Graph.Peers.OfType<LaneChanged>().Any(static lane => !lane.IsUp));
        subnet.Until(() => b.IsConnectedTo(a));

        Assert.That(b.PeerOf(a)!.Session, Is.EqualTo(session));
        var evidence = b.Basis.Offences.Find(a.Id)!;
        Assert.That(evidence.Offences.Single(), Is.EqualTo(KeyValuePair.Create(Offence.BadFrame, 1L)));
        Assert.That(reasons.Split('|'), Does.Contain(evidence.LastDetail));
    }

    [Test]
    public void Frames_that_cannot_be_read_are_counted_every_time_and_logged_once()
    {
        var refused = new List<object?>();
        using var listener = Counting("tidings.frame.refused", tags => refused.Add(tags[0].Value));
        var (subnet, a, b) = Pair(static _ => { });
        subnet.UntilMeshed();
        for (var times = 1; times <= 2; times++)
        {
            subnet.World.Run(async () => await a.Transport.Open[^1].InjectAsync(Convert.FromHexString("FF0000000000")));
            subnet.Until(() => refused.Count == times);
            subnet.Until(() => b.Graph.Peers.OfType<LaneChanged>().Count(static lane => !lane.IsUp) == times);
            if (times == 1)
            {
                subnet.Until(() => a.IsConnectedTo(b) && b.IsConnectedTo(a));
            }
        }

        Assert.That(refused, Is.EqualTo(new[] { nameof(WireError.UnknownType), nameof(WireError.UnknownType) }));
        Assert.That(b.Logger.Count(EventIds.FrameRefused), Is.EqualTo(1));
        Assert.That(b.Log, Has.Some.Contains("cannot be read: UnknownType"));
    }

    [Test]
    public void Garbage_in_the_place_of_a_HELLO_is_counted_and_blamed_on_the_proven_key()
    {
        var refused = new List<object?>();
        using var listener = Counting("tidings.frame.refused", tags => refused.Add(tags[0].Value));
        var subnet = new SessionSubnet(2);
        var (a, b) = (subnet.Nodes[0], subnet.Nodes[1]);
        a.Settings = a.Settings with { Codec = new GarbledHello(a.Settings.Codec) };
        subnet.Start();

        subnet.Until(() => b.Basis.Offences.Find(a.Id) is not null);

        Assert.That(refused, Does.Contain(nameof(WireError.Truncated)), "a number in it is cut short");
        Assert.That(b.Basis.Offences.Find(a.Id)!.Offences.Single().Key, Is.EqualTo(Offence.BadFrame));
    }

    [Test]
    public void Every_reason_has_a_sentence_of_its_own()
    {
        var sentences = Enum.GetValues<DisconnectReason>().Select(static reason => reason.Sentence()).ToArray();

        Assert.That(sentences, Is.Unique);
        Assert.That(sentences, Has.None.Contains("does not know"));
        Assert.That(
            Enum.GetValues<GoodbyeCode>().Where(static code => code != GoodbyeCode.Busy).Select(static code => DisconnectReasons.FromWire((uint)code).ToWire()),
            Is.EqualTo(Enum.GetValues<GoodbyeCode>().Where(static code => code != GoodbyeCode.Busy)));
    }

    private static void AssertRefused(SessionSubnet subnet, SessionNode a, SessionNode b, DisconnectReason reason, params string[] words)
    {
        foreach (var node in new[] { a, b })
        {
            subnet.Until(() => node.Log.Any(line => line.Contains($"{reason}", StringComparison.Ordinal) && words.All(w => line.Contains(w, StringComparison.Ordinal))));
        }

        Assert.That(a.PeerOf(b)!.State, Is.EqualTo(PeerState.Apart));
        Assert.That(a.PeerOf(b)!.LastEnd, Is.EqualTo(reason));
        Assert.That(a.Graph.Inbound, Is.Empty);
    }

    private static (SessionSubnet Subnet, SessionNode A, SessionNode B) Pair(Action<SessionNode> odd)
    {
        var subnet = new SessionSubnet(2);
        odd(subnet.Nodes[1]);
        subnet.Start();
        return (subnet, subnet.Nodes[0], subnet.Nodes[1]);
    }

    private static MeterListener Counting(string instrument, Action<KeyValuePair<string, object?>[]> counted)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (published, l) =>
            {
                if (published.Name == instrument)
                {
                    l.EnableMeasurementEvents(published);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => counted(tags.ToArray()));
        listener.Start();
        return listener;
    }

    private static void Set(KindLimits limits, string what, int value)
    {
        limits.Slots = what == "slots" ? value : limits.Slots;
        limits.MaxBytes = what == "largest artifact" ? value : limits.MaxBytes;
        limits.ChunkSize = what == "chunk size" ? value : limits.ChunkSize;
    }

    /// <summary>Says HELLO in bytes that are no message.</summary>
    private sealed class GarbledHello(IWireCodec inner) : IWireCodec
    {
        public void Write(WireMessage message, IBufferWriter<byte> output)
        {
            if (message is HelloMessage)
            {
                output.Write<byte>([0xFF, 0xFF, 0xFF]);
            }
            else
            {
                inner.Write(message, output);
            }
        }

        public bool TryRead(FrameType type, ReadOnlyMemory<byte> body, out WireMessage? message, out WireError error) =>
            inner.TryRead(type, body, out message, out error);

        public int Measure(WireMessage message) => inner.Measure(message);
    }
}
