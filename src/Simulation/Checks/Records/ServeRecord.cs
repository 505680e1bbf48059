using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Serve;
using Tidings.Blocks.Wire;

namespace Tidings.Simulation.Checks.Records;

/// <summary>
/// What peers have asked a node for, per lane, and in which order it is answered. A lane's urgent requests are overtaken by bytes of lower classes only
/// as far as those keep their share, and each lower class gets its share.
/// </summary>
/// <param name="unitBytes">What a lane may have on its way.</param>
/// <param name="chunkBytes">Most that a chunk takes on the wire.</param>
internal sealed class ServeRecord(int unitBytes, int chunkBytes)
{
    /// <summary>What may be on its way when an urgent request comes (a lane's room, a grant), and what the two lower classes may have saved up, in units.</summary>
    private const int UnitsAhead = 8;

    /// <summary>One byte in so many, at least, is left to urgent requests: the lower classes' shares are an eighth and a sixteenth, adverts' a quarter.</summary>
    private const int UrgentBytesPerLower = 4;

    private readonly Dictionary<(NodeId Peer, long Session, int Lane), (WaitingLane Urgent, ClassTurns Turns)> _lanes = [];

    /// <summary>How an urgent request was passed over; null while none was.</summary>
    public string? Broken { get; private set; }

    /// <summary>Whose requests of a lower class never get their turn, and how that is; null while all do.</summary>
    public (NodeId Peer, string What)? Starved { get; private set; }

    public void Heard(ServeInput input)
    {
        switch (input)
        {
            case ServeMessage { Message: { Body: RequestsMessage requests } message }:
                foreach (var request in requests.Requests)
                {
                    Add(LaneOf(message.Peer, message.Session, request.Lane), request);
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
            if (lane.Urgent.Answer(chunk.Request, message.Bytes) is { } passed && passed.Lower > ((long)UnitsAhead * unitBytes) + (passed.Urgent / UrgentBytesPerLower))
            {
                Broken ??= $"The urgent request {passed.Request} of {message.Peer.ToShortString()} waits on lane {message.Lane} while {passed.Lower} bytes of others that are less urgent, and {passed.Urgent} of urgent ones, are sent there.";
            }

            if (lane.Turns.Sent(chunk.Request, message.Bytes) is var (level, bytes))
            {
                Starved ??= (message.Peer, $"Requests of {message.Peer.ToShortString()} on lane {message.Lane}, {level} below the most urgent, have had no turn while {bytes} bytes of more urgent ones were sent there.");
            }
        }
    }

    private static void Add((WaitingLane Urgent, ClassTurns Turns) lane, ChunkRequest request)
    {
        lane.Turns.Add(request.Request, request.Class);
        if (request.Class == FetchPriority.FetchNow)
        {
            lane.Urgent.Add(request.Request);
        }
    }

    private (WaitingLane Urgent, ClassTurns Turns) LaneOf(NodeId peer, long session, int lane)
    {
        if (!_lanes.TryGetValue((peer, session, lane), out var found))
        {
            _lanes.Add((peer, session, lane), found = (new WaitingLane(), new ClassTurns(chunkBytes)));
        }

        return found;
    }

    private void Remove(NodeId peer, long session, ulong number)
    {
        for (var lane = 0; lane < WireLimits.LanesMax; lane++)
        {
            if (_lanes.TryGetValue((peer, session, lane), out var found))
            {
                found.Turns.Remove(number);
                found.Urgent.Remove(number);
            }
        }
    }
}
