using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Wire;
using Tidings.Pipelines;
using Tidings.Pipelines.Graph;
using Tidings.Simulation.Cuts;

namespace Tidings.Simulation.Byzantine;

public static partial class Rewirings
{
    /// <summary>Advertises at once whatever any of the plot has heard of, before anybody can have fetched it, and serves nothing.</summary>
    /// <typeparam name="T">The artifact.</typeparam>
    /// <param name="graph">The liar's.</param>
    /// <param name="branch">The kind.</param>
    /// <param name="plot">Shared by all who lie together.</param>
    /// <param name="bites">Called for every frame of such adverts.</param>
    public static GraphBlueprint Collude<T>(this GraphBlueprint graph, Branch<T> branch, Plot plot, Action? bites = null)
        where T : IArtifact<T>
    {
        ArgumentNullException.ThrowIfNull(plot);
        graph.AdvertiseWithoutServing(branch);
        graph.After(Stages.Receive).Tap(message =>
        {
            if (message is DecodedMessage { Body: SlotsMessage slots } && slots.Kind == branch.Kind)
            {
                plot.Hear(slots.Updates.Where(static update => update.Advert is not null).Select(static update => update.Advert!.Value));
            }
        });
        return graph.Put(branch, "collusion", _ => new Conspirator(new Sessions(branch.Kind), branch.Kind, plot, bites));
    }

    private sealed class Conspirator(Sessions sessions, string kind, Plot plot, Action? bites) : Lie
    {
        private const uint FirstSlot = 32;
        private const uint Slots = 32;
        private readonly List<SlotUpdate> _all = [];
        private readonly HashSet<(Blocks.Peers.NodeId, long)> _greeted = [];
        private int _told;

        public override TimeSpan? Interval => TimeSpan.FromMilliseconds(10);

        public override IEnumerable<OutboundMessage> Pass(OutboundMessage message)
        {
            yield return message;
            if (sessions.Hear(message) && message.Message is SyncedMessage && _greeted.Add((message.Peer, message.Session)) && _all.Count > 0)
            {
                yield return sessions.To(message.Peer, new SlotsMessage(kind, [.. _all.TakeLast((int)Slots)]));
            }
        }

        public override IEnumerable<OutboundMessage> Tick()
        {
            var news = plot.Since(_told).ToList();
            _told += news.Count;
            if (news.Count == 0)
            {
                yield break;
            }

            var updates = news.Select((advert, i) => Update(advert, _all.Count + i)).ToList();
            _all.AddRange(updates);
            foreach (var peer in sessions.Peers)
            {
                bites?.Invoke();
                yield return sessions.To(peer, new SlotsMessage(kind, [.. updates.TakeLast((int)Slots)]));
            }
        }

        private static SlotUpdate Update(Advert advert, int number) =>
            new(FirstSlot + ((uint)number % Slots), MadeUp.FirstCommit + (ulong)number, advert, null);
    }
}
