using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Wire;
using Tidings.Pipelines;
using Tidings.Pipelines.Graph;

namespace Tidings.Simulation.Byzantine;

public static partial class Rewirings
{
    /// <summary>Asks everybody for chunks without end, of artifacts that it has itself and of some that nobody has.</summary>
    /// <typeparam name="T">The artifact.</typeparam>
    /// <param name="graph">The liar's.</param>
    /// <param name="branch">The kind.</param>
    /// <param name="perSecond">Requests per second and peer. Default 2000.</param>
    /// <param name="bites">Called for every frame of requests.</param>
    public static GraphBlueprint FloodRequests<T>(this GraphBlueprint graph, Branch<T> branch, double perSecond = 2000, Action? bites = null)
        where T : IArtifact<T>
    {
        graph.Put(branch, "request-flood", context => new RequestFlood(new Sessions(branch.Kind), branch.Kind, perSecond, context.Random, bites));
        return graph.Ignore(branch, static (_, number) => number >= MadeUp.FirstCommit);
    }

    private sealed class RequestFlood(Sessions sessions, string kind, double perSecond, Random random, Action? bites) : Lie
    {
        private const int IdsMax = 64;
        private readonly Bursts _bursts = new(perSecond, WireLimits.RequestsPerFrame);
        private readonly List<ArtifactId> _ids = [MadeUp.Advert(random, default).Id];
        private ulong _number = MadeUp.FirstCommit;

        public override TimeSpan? Interval => _bursts.Interval;

        public override IEnumerable<OutboundMessage> Pass(OutboundMessage message)
        {
            if (sessions.Hear(message) && message.Message is SlotsMessage slots)
            {
                _ids.AddRange(slots.Updates.Where(static update => update.Advert is not null).Select(static update => update.Advert!.Value.Id).Take(IdsMax - _ids.Count));
            }

            return [message];
        }

        public override IEnumerable<OutboundMessage> Tick()
        {
            foreach (var peer in sessions.Peers)
            {
                var requests = new ChunkRequest[_bursts.Count];
                for (var i = 0; i < requests.Length; i++)
                {
                    requests[i] = new ChunkRequest(_number++, _ids[random.Next(_ids.Count)], 0, random.Next(2), FetchPriority.FetchNow);
                }

                bites?.Invoke();
                yield return sessions.To(peer, new RequestsMessage(kind, requests));
            }
        }
    }
}
