using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Wire;
using Tidings.Pipelines;
using Tidings.Pipelines.Graph;

namespace Tidings.Simulation.Byzantine;

public static partial class Rewirings
{
    /// <summary>Advertises one made-up artifact after the other, to everybody and without end, in the slots that it has.</summary>
    /// <typeparam name="T">The artifact.</typeparam>
    /// <param name="graph">The liar's.</param>
    /// <param name="branch">The kind.</param>
    /// <param name="perSecond">Adverts per second and peer. Default 1000; up to 5000, beyond which lanes overflow.</param>
    /// <param name="slots">How many of its slots it uses in turn. Default 64; at most what the kind has.</param>
    /// <param name="bites">Called for every frame of adverts.</param>
    public static GraphBlueprint FloodAdverts<T>(this GraphBlueprint graph, Branch<T> branch, double perSecond = 1000, int slots = 64, Action? bites = null)
        where T : IArtifact<T> => graph.Put(branch, "advert-flood", context => new AdvertFlood(new Sessions(branch.Kind), branch.Kind, perSecond, slots, context.Random, bites));

    private sealed class AdvertFlood(Sessions sessions, string kind, double perSecond, int slots, Random random, Action? bites) : Lie
    {
        private readonly Bursts _bursts = new(perSecond, WireLimits.UpdatesPerFrame);
        private ulong _commit = MadeUp.FirstCommit;

        public override TimeSpan? Interval => _bursts.Interval;

        public override IEnumerable<OutboundMessage> Pass(OutboundMessage message)
        {
            sessions.Hear(message);
            return [message];
        }

        public override IEnumerable<OutboundMessage> Tick()
        {
            var updates = new SlotUpdate[_bursts.Count];
            for (var i = 0; i < updates.Length; i++)
            {
                updates[i] = MadeUp.Update((uint)(_commit % (ulong)slots), _commit++, random);
            }

            foreach (var peer in sessions.Peers)
            {
                bites?.Invoke();
                yield return sessions.To(peer, new SlotsMessage(kind, updates));
            }
        }
    }
}
