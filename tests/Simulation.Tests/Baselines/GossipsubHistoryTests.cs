using Tidings.Simulation.Baselines;
using Tidings.Simulation.Kernel;

namespace Simulation.Tests.Baselines;

/// <summary>Routers among themselves, with messages lost at random: what is lost is asked for.</summary>
public sealed class GossipsubHistoryTests
{
    private const int Nodes = 30;

    [Test]
    public void Everybody_gets_everything_once_although_pushes_are_lost([Range(1, 20)] int seed)
    {
        var chance = new RandomStream(seed, "history");
        var routers = Enumerable.Range(0, Nodes).Select(node => new GossipsubRouter(GossipsubOptions.Default, new RandomStream(seed, $"router {node}"))).ToList();
        var underWay = new Queue<(int From, int To, Rpc Rpc, bool IsAnswer)>();
        var delivered = new Dictionary<(int Node, MessageId Id), int>();
        for (var (from, to) = (0, 0); from < Nodes; (from, to) = to == Nodes - 1 ? (from + 1, 0) : (from, to + 1))
        {
            if (from != to)
            {
                Do(from, new NeighbourJoined(to, from < to), TimeSpan.Zero);
            }
        }

        for (var second = 1; second <= 30; second++)
        {
            var now = TimeSpan.FromSeconds(second);
            if (second is > 5 and <= 20)
            {
                Do(second, new OwnMessage(new PublishedMessage(new MessageId(second, 1), new byte[10])), now);
            }

            for (var node = 0; node < Nodes; node++)
            {
                Do(node, new RouterWake(), now);
            }
        }

        Assert.That(delivered, Has.Count.EqualTo(15 * (Nodes - 1)), $"seed {seed}");
        Assert.That(delivered.Values, Has.All.EqualTo(1), $"seed {seed}");

        void Do(int node, RouterInput input, TimeSpan now)
        {
            Apply(node, routers[node].Handle(input, now), isAnswer: false);
            while (underWay.TryDequeue(out var rpc))
            {
                if (rpc.Rpc.Messages.Count == 0 || rpc.IsAnswer || chance.Chance(0.2))
                {
                    Apply(rpc.To, routers[rpc.To].Handle(new RpcReceived(rpc.From, rpc.Rpc), now), isAnswer: rpc.Rpc.Want.Count > 0);
                }
            }
        }

        void Apply(int node, RouterEffects effects, bool isAnswer)
        {
            foreach (var message in effects.Delivered)
            {
                delivered[(node, message.Id)] = delivered.GetValueOrDefault((node, message.Id)) + 1;
            }

            foreach (var (to, rpc) in effects.Sent)
            {
                underWay.Enqueue((node, to, rpc, isAnswer));
            }
        }
    }
}
