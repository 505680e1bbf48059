using System.Reflection;
using System.Runtime.CompilerServices;
using Simulation.Tests.Kinds;
using Tidings.Blocks;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using Tidings.Pipelines;
using Tidings.Simulation.Trace;

namespace Simulation.Tests.Trace;

/// <summary>What tells two messages apart.</summary>
public sealed class ItemDigestsTests
{
    private static readonly NodeId Peer = new(Bytes(1)), Other = new(Bytes(2));
    private static readonly ArtifactId Id = new(Bytes(3)), OtherId = new(Bytes(4));

    private static readonly WireMessage[] Messages =
    [
        new SlotsMessage("memo", [new SlotUpdate(1, 1, new Advert(Id, 5, 0, Peer), null)]),
        new SlotsMessage("memo", [new SlotUpdate(1, 1, new Advert(OtherId, 5, 0, Peer), null)]),
        new SlotsMessage("memo", [new SlotUpdate(1, 2, new Advert(Id, 5, 0, Peer), null)]),
        new SlotsMessage("memo", [new SlotUpdate(1, 1, null, null)]),
        new SlotsMessage("note", [new SlotUpdate(1, 1, null, null)]),
        new SyncedMessage("memo", []),
        new SyncedMessage("memo", [1]),
        new DigestsMessage("memo", [new PageDigest(1, 1)]),
        new DigestsMessage("memo", [new PageDigest(1, 2)]),
        new HeldMessage("memo", [new CommitRange(1, 1)]),
        new HeldMessage("memo", [new CommitRange(1, 2)]),
        new HeldDigestMessage("memo", 1, 1),
        new HeldDigestMessage("memo", 1, 2),
        new MismatchMessage("memo", [1], false),
        new MismatchMessage("memo", [1], true),
        new RequestsMessage("memo", [new ChunkRequest(1, Id, 0, 1, FetchPriority.Fetch)]),
        new RequestsMessage("memo", [new ChunkRequest(1, Id, 1, 1, FetchPriority.Fetch)]),
        new CancelMessage("memo", [1]),
        new CancelMessage("memo", [1, 2]),
        new EndMessage("memo", [new RequestEnd(1, EndReason.Busy, 100)]),
        new EndMessage("memo", [new RequestEnd(1, EndReason.Busy, 200)]),
        new ChunkMessage("memo", 1, 1, [], new byte[3]),
        new ChunkMessage("memo", 1, 1, [], new byte[4]),
    ];

    [Test]
    public void Items_of_every_stage_of_the_default_graph_have_a_digest()
    {
        var stages = typeof(Branch<Memo>).GetProperties().Concat(typeof(Stages).GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(static property => property.PropertyType)
            .Where(static type => typeof(StageKey).IsAssignableFrom(type))
            .ToList();
        Assert.That(stages, Has.Count.EqualTo(10));
        Assert.That(stages.SelectMany(static stage => stage.GenericTypeArguments).Where(static item => !ItemDigests.Knows(item)), Is.Empty);
    }

    [TestCaseSource(nameof(Items))]
    public void A_digest_is_of_the_content_and_not_of_the_sort_alone(Type declared, Type item)
    {
        var of = typeof(ItemDigests).GetMethod(nameof(ItemDigests.Of))!.MakeGenericMethod(declared);
        var empty = RuntimeHelpers.GetUninitializedObject(item);
        try
        {
            var digest = (Digest)of.Invoke(null, [empty])!;
            Assert.That(digest.Value, Is.Not.EqualTo(ItemDigests.Unknown(empty).Value));
        }
        catch (TargetInvocationException exception) when (exception.InnerException is NullReferenceException)
        {
            // It looked into an item that has nothing in it yet: it has an arm of its own.
        }
    }

    [Test]
    public void No_two_different_messages_of_peers_have_one_digest()
    {
        var kinds = typeof(KindMessage).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(KindMessage)));
        Assert.That(kinds.Except(Messages.Select(static message => message.GetType())), Is.Empty, "each sort of message has an example here");
        Assert.That(Messages.Select(static message => WireDigests.Of(message).Value), Is.Unique);
    }

    [Test]
    public void The_same_message_to_another_peer_session_or_lane_has_another_digest()
    {
        OutboundMessage[] messages = [To(Peer, 1, 1, 10), To(Other, 1, 1, 10), To(Peer, 2, 1, 10), To(Peer, 1, 2, 10), To(Peer, 1, 1, 11)];
        Assert.That(messages.Select(static message => ItemDigests.Of<BandwidthInput>(message).Value), Is.Unique);
        Assert.That(ItemDigests.Of(To(Peer, 1, 1, 10)).Value, Is.EqualTo(ItemDigests.Of<BandwidthInput>(messages[0]).Value));
    }

    public static IEnumerable<TestCaseData> Items() =>
        from stage in typeof(Branch<Memo>).GetProperties().Select(static property => property.PropertyType).Append(typeof(Stage<Tidings.Blocks.Receive.Inbound, Tidings.Blocks.Receive.PeerMessage>))
        where typeof(StageKey).IsAssignableFrom(stage)
        from declared in stage.GenericTypeArguments
        from item in Concrete(declared)
        select new TestCaseData(declared, item).SetArgDisplayNames(declared.Name, item.Name);

    private static IEnumerable<Type> Concrete(Type declared) =>
        from type in declared.Assembly.GetTypes()
        let closed = declared.IsGenericType && Inherits(type, declared.GetGenericTypeDefinition()) ? type.MakeGenericType(typeof(Memo)) : type
        where !closed.IsAbstract && !closed.ContainsGenericParameters && declared.IsAssignableFrom(closed)
        select closed;

    private static bool Inherits(Type type, Type generic) => type == generic || (type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == generic);

    private static OutboundMessage To(NodeId peer, long session, int lane, int bytes) =>
        new(new Flow("memo", FlowRole.Publish), peer, session, lane, FetchPriority.Fetch, Messages[0], bytes);

    private static byte[] Bytes(byte value) => [.. Enumerable.Repeat(value, Hash256.Length)];
}
