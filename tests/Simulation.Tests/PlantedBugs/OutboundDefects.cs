using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;

namespace Simulation.Tests.PlantedBugs;

/// <summary>One message in some hundreds is lost between two stages.</summary>
internal sealed class OneInHundredsLost(Life life) : Defect<BandwidthInput, OutboundMessage>
{
    public override IEnumerable<OutboundMessage> Say(OutboundMessage output) => life.Random.Chance(0.004) ? Nothing(output) : [output];
}

/// <summary>A peer that comes back is known, and its new lanes are taken for the old ones, which are down.</summary>
internal sealed class LaterLanesUnheard : Defect<BandwidthInput, OutboundMessage>
{
    private readonly Dictionary<NodeId, long> _first = [];

    public override IEnumerable<BandwidthInput> Hear(BandwidthInput input)
    {
        switch (input)
        {
            case BandwidthPeer { Event: PeerJoined joined }:
                _first.TryAdd(joined.Peer, joined.Session);
                break;
            case BandwidthPeer { Event: LaneChanged { IsUp: true } lane } when _first.GetValueOrDefault(lane.Peer) != lane.Session:
                return [];
        }

        return [input];
    }
}
