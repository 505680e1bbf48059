using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using Tidings.Pipelines;
using Tidings.Pipelines.Graph;

namespace Tidings.Simulation.Byzantine;

public static partial class Rewirings
{
    /// <summary>Says another content of the same slot and commit to every second peer: the artifact of an earlier slot, or one that does not exist.</summary>
    /// <typeparam name="T">The artifact.</typeparam>
    /// <param name="graph">The liar's.</param>
    /// <param name="branch">The kind.</param>
    /// <param name="bites">Called for every frame that says something else than others were told.</param>
    public static GraphBlueprint Equivocate<T>(this GraphBlueprint graph, Branch<T> branch, Action? bites = null)
        where T : IArtifact<T> => graph.Put(branch, "equivocation", context => new Equivocation(branch.Kind, context.Random, bites));

    private sealed class Equivocation(string kind, Random random, Action? bites) : Lie
    {
        private readonly SortedDictionary<NodeId, bool> _isDeceived = [];
        private Advert? _earlier;

        public override IEnumerable<OutboundMessage> Pass(OutboundMessage message)
        {
            if (message.Flow.Kind != kind || message.Message is not SlotsMessage slots)
            {
                return [message];
            }

            if (!_isDeceived.TryGetValue(message.Peer, out var deceived))
            {
                _isDeceived.Add(message.Peer, deceived = _isDeceived.Count % 2 == 0);
            }

            if (!deceived || !slots.Updates.Any(static update => update.Advert is not null))
            {
                return [message];
            }

            bites?.Invoke();
            return [message with { Message = slots with { Updates = [.. slots.Updates.Select(Another)] } }];
        }

        private SlotUpdate Another(SlotUpdate update)
        {
            if (update.Advert is not { } advert)
            {
                return update;
            }

            var said = _earlier is { } earlier && earlier != advert ? earlier : MadeUp.Advert(random, advert.Maker);
            _earlier = advert;
            return update with { Advert = said, Body = null };
        }
    }
}
