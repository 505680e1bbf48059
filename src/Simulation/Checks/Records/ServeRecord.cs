using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Serve;
using Tidings.Blocks.Wire;

namespace Tidings.Simulation.Checks.Records;

/// <summary>
/// What peers have asked a node for, per lane, and in which order it is answered. A lane's urgent requests are overtaken by bytes of lower classes only
/// as far as those keep their share.
/// </summary>
internal sealed class ServeRecord(int unitBytes)
{
    /// <summary>What may be on its way when an urgent request comes (a lane's room, a grant), and what the two lower classes may have saved up, in units.</summary>
    private const int UnitsAhead = 8;

    /// <summary>One byte in so many, at least, is left to urgent requests: the lower classes' shares are an eighth and a sixteenth, adverts' a quarter.</summary>
    private const int UrgentBytesPerLower = 4;

    private readonly Dictionary<(NodeId Peer, long Session, int Lane), WaitingLane> _lanes = [];

    /// <summary>How an urgent request was passed over; null while none was.</summary>
    public string? Broken { get; private set; }

    public void Heard(ServeInput input)
    {
        switch (input)
        {
            case ServeMessage { Message: { Body: RequestsMessage requests } message }:
                foreach (var request in requests.Requests.Where(static request => request.Class == FetchPriority.FetchNow))
                {
                    LaneOf(message.Peer, message.Session, request.Lane).Add(request.Request);
                }

                break;
            case ServeMessage { Message: { Body: CancelMessage cancel } message }:
                foreach (var number in cancel.Requests)
                {
                    Remove(message.Peer, message.Session, number);
                }

                break;
            case ServePeer { Event: LaneChanged { IsUp: false } lane }:
                _lanes.Remove((lane.Peer, lane.Session, lane.Lane));
                break;
            case ServePeer { Event: PeerJoined or PeerLeft } changed:
                foreach (var lane in _lanes.Keys.Where(lane => lane.Peer == changed.Event.Peer).ToList())
                {
                    _lanes.Remove(lane);
                }

                break;
        }
    }

    public void Sent(OutboundMessage message)
    {
        if (message.Message is EndMessage ends)
        {
            foreach (var end in ends.Ends)
            {
                Remove(message.Peer, message.Session, end.Request);
            }
        }
        else if (message.Message is ChunkMessage chunk && _lanes.TryGetValue((message.Peer, message.Session, message.Lane), out var lane))
        {
            if (lane.Answer(chunk.Request, message.Bytes) is { } passed && passed.Lower > ((long)UnitsAhead * unitBytes) + (passed.Urgent / UrgentBytesPerLower))
            {
                Broken ??= $"The urgent request {passed.Request} of {message.Peer.ToShortString()} waits on lane {message.Lane} while {passed.Lower} bytes of others that are less urgent, and {passed.Urgent} of urgent ones, are sent there.";
            }
        }
    }

    private WaitingLane LaneOf(NodeId peer, long session, int lane)
    {
        if (!_lanes.TryGetValue((peer, session, lane), out var found))
        {
            _lanes.Add((peer, session, lane), found = new WaitingLane());
        }

        return found;
    }

    private void Remove(NodeId peer, long session, ulong number)
    {
        for (var lane = 0; lane < WireLimits.LanesMax; lane++)
        {
            if (_lanes.TryGetValue((peer, session, lane), out var found) && found.Remove(number))
            {
                return;
            }
        }
    }
}
