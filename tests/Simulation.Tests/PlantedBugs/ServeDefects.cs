using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Serve;
using Tidings.Blocks.Wire;

namespace Simulation.Tests.PlantedBugs;

/// <summary>What a peer asked in a session that ended is served into its next one.</summary>
internal sealed class OldRequestsServed : Defect<ServeInput, BandwidthInput>
{
    private readonly Dictionary<NodeId, SortedDictionary<ulong, ChunkRequest>> _open = [];
    private string? _kind;

    public override IEnumerable<ServeInput> Hear(ServeInput input)
    {
        switch (input)
        {
            case ServeMessage { Message: { Body: RequestsMessage requests } message }:
                _kind = message.Kind;
                foreach (var request in requests.Requests)
                {
                    Of(message.Peer)[request.Request] = request;
                }

                break;
            case ServePeer { Event: LaneChanged { IsUp: true, Lane: 0 } lane } when _kind is not null && Of(lane.Peer).Count > 0:
                List<ChunkRequest> old = [.. Of(lane.Peer).Values.Select(static request => request with { Lane = 0 })];
                Of(lane.Peer).Clear();
                return [input, new ServeMessage(new DecodedMessage(lane.Peer, lane.Session, 0, _kind, new RequestsMessage(_kind, old), new RentedBuffer([], 0, owner: null)))];
        }

        return [input];
    }

    public override IEnumerable<BandwidthInput> Say(BandwidthInput output)
    {
        switch (output)
        {
            case OutboundMessage { Message: ChunkMessage chunk } message:
                Of(message.Peer).Remove(chunk.Request);
                break;
            case OutboundMessage { Message: EndMessage ends } message:
                ends.Ends.ToList().ForEach(end => Of(message.Peer).Remove(end.Request));
                break;
        }

        return [output];
    }

    private SortedDictionary<ulong, ChunkRequest> Of(NodeId peer)
    {
        if (!_open.TryGetValue(peer, out var open))
        {
            _open.Add(peer, open = []);
        }

        return open;
    }
}

/// <summary>Priorities are compared the wrong way round: the most urgent is taken for the least.</summary>
internal sealed class UrgentLast : Defect<ServeInput, BandwidthInput>
{
    public override IEnumerable<ServeInput> Hear(ServeInput input) =>
        input is ServeMessage { Message: { Body: RequestsMessage requests } message }
            ? [new ServeMessage(new DecodedMessage(message.Peer, message.Session, message.Lane, message.Kind, Reversed(requests), message.Buffer))]
            : [input];

    private static RequestsMessage Reversed(RequestsMessage requests) => requests with
    {
        Requests = [.. requests.Requests.Select(static request => request with
        {
            Class = request.Class switch
            {
                FetchPriority.FetchNow => FetchPriority.Later,
                FetchPriority.Later => FetchPriority.FetchNow,
                _ => request.Class,
            },
        })],
    };
}

/// <summary>What is least urgent has no turn.</summary>
internal sealed class LaterNever : Defect<ServeInput, BandwidthInput>
{
    public override IEnumerable<ServeInput> Hear(ServeInput input) =>
        input is ServeMessage { Message: { Body: RequestsMessage requests } message } && requests.Requests.Any(static request => request.Class == FetchPriority.Later)
            ? [new ServeMessage(new DecodedMessage(message.Peer, message.Session, message.Lane, message.Kind, Urgent(requests), message.Buffer))]
            : [input];

    private static RequestsMessage Urgent(RequestsMessage requests) => requests with { Requests = [.. requests.Requests.Where(static request => request.Class != FetchPriority.Later)] };
}

/// <summary>Now and then a grant finds nobody awake: the room is taken, and never used.</summary>
internal sealed class GrantUnheard(Life life) : Defect<ServeInput, BandwidthInput>
{
    public override IEnumerable<ServeInput> Hear(ServeInput input) => input is ServeGranted && life.Random.Chance(0.05) ? [] : [input];
}
