using System.Threading.Tasks.Dataflow;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Send;
using Tidings.Blocks.Tests.Serve;
using Tidings.Blocks.Wire;
using Tidings.Contract;
using static Tidings.Blocks.Tests.Limits.LimitsWorld;

namespace Tidings.Blocks.Tests.Send;

public sealed class SendBlockTests
{
    [Test]
    public void A_message_of_a_live_session_is_handed_over_and_keeps_its_lease()
    {
        var (sender, content) = (new Lanes { IsUp = true }, new TestContent(10, 10));
        Run(sender, Chunk(content));
        Assert.That(sender.Taken, Has.Count.EqualTo(1));
        Assert.That(content.IsFreed, Is.False);
    }

    [Test]
    public void A_message_of_a_session_that_is_gone_gives_its_lease_back()
    {
        var (sender, content) = (new Lanes { IsUp = false }, new TestContent(10, 10));
        Run(sender, Chunk(content));
        Assert.That(content.IsFreed, Is.True);
    }

    private static void Run(Lanes sender, params OutboundMessage[] messages)
    {
        var world = new VirtualWorld();
        var block = SendBlock.Create(sender, AloneContext.Create("send", world));
        foreach (var message in messages)
        {
            Assert.That(block.Post(message), Is.True);
            world.RunReady();
        }

        block.Complete();
        world.RunUntil(() => block.Completion.IsCompleted, TimeSpan.FromSeconds(1));
        Assert.That(block.Completion.IsCompletedSuccessfully, Is.True);
    }

    private static OutboundMessage Chunk(TestContent content) =>
        new(new Flow("file", FlowRole.Serve), Peer(1), 1, 1, FetchPriority.Fetch, new ChunkMessage("file", 1, 0, [], content.Chunk(0), content), 100);

    private sealed class Lanes : IPeerSender
    {
        public bool IsUp { get; init; }

        public List<OutboundMessage> Taken { get; } = [];

        public bool TrySend(OutboundMessage message)
        {
            if (IsUp)
            {
                Taken.Add(message);
            }

            return IsUp;
        }
    }
}
