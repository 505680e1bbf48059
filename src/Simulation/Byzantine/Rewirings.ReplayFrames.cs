using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using Tidings.Pipelines;
using Tidings.Pipelines.Graph;

namespace Tidings.Simulation.Byzantine;

public static partial class Rewirings
{
    /// <summary>Sends frames again that it sent before, of any type, to anybody, also of sessions that are over.</summary>
    /// <typeparam name="T">The artifact.</typeparam>
    /// <param name="graph">The liar's.</param>
    /// <param name="branch">The kind.</param>
    /// <param name="perSecond">Frames per second. Default 10.</param>
    /// <param name="bites">Called for every frame.</param>
    public static GraphBlueprint ReplayFrames<T>(this GraphBlueprint graph, Branch<T> branch, double perSecond = 10, Action? bites = null)
        where T : IArtifact<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(perSecond, 0);
        var answered = new Answered();
        graph.Put(branch, "replay", context => new Replayer(new Sessions(branch.Kind), TimeSpan.FromSeconds(1 / perSecond), context.Random, bites));
        return graph.Ignore(branch, answered.IsAgain);
    }

    private sealed class Replayer(Sessions sessions, TimeSpan interval, Random random, Action? bites) : Lie
    {
        private const int FramesMax = 128;
        private readonly List<(NodeId Peer, WireMessage Message)> _old = [];

        public override TimeSpan? Interval => interval;

        public override IEnumerable<OutboundMessage> Pass(OutboundMessage message)
        {
            if (sessions.Hear(message))
            {
                var kept = message.Message is ChunkMessage chunk ? chunk with { Data = chunk.Data.ToArray(), Lease = null } : message.Message;
                if (_old.Count < FramesMax)
                {
                    _old.Add((message.Peer, kept));
                }
                else
                {
                    _old[random.Next(FramesMax)] = (message.Peer, kept);
                }
            }

            return [message];
        }

        public override IEnumerable<OutboundMessage> Tick()
        {
            if (_old.Count == 0)
            {
                return [];
            }

            bites?.Invoke();
            var (peer, message) = _old[random.Next(_old.Count)];
            return [sessions.To(peer, message)];
        }
    }

    /// <summary>Which requests have had their answer; the second one is not for the liar's own stages.</summary>
    private sealed class Answered
    {
        private const int NumbersMax = 65_536;
        private readonly HashSet<(NodeId Peer, ulong Number)> _numbers = [];

        public bool IsAgain(NodeId peer, ulong number) => _numbers.Count < NumbersMax ? !_numbers.Add((peer, number)) : _numbers.Contains((peer, number));
    }
}
