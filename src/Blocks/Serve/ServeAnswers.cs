using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Content;
using Tidings.Blocks.Move;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Serve;

/// <summary>Writes what is owed into granted room: ends first, then chunks while they fit, all under the one grant.</summary>
internal sealed class ServeAnswers(Flow flow, IPoolStatus pool, ServeCost cost)
{
    private readonly List<(WireMessage Message, int Bytes, FetchPriority Class)> _messages = [];

    public static ServeOutcome OutcomeOf(EndReason reason) => reason switch
    {
        EndReason.Cancelled => ServeOutcome.Cancelled,
        EndReason.Gone => ServeOutcome.Gone,
        EndReason.NotFound => ServeOutcome.NotFound,
        EndReason.TooLarge => ServeOutcome.TooLarge,
        _ => ServeOutcome.Busy,
    };

    public void Write(ServedPeer peer, Grant grant, ServeEffects effects, TimeSpan now)
    {
        var lane = peer.Lane(grant.Lane);
        var left = grant.Bytes;
        _messages.Clear();
        WriteEnds(lane, ref left);
        while (lane.Next is { } next && next.Value.Cost <= left)
        {
            peer.Serve(lane, next);
            var request = next.Value.Request;
            if (!pool.TryGetContent(request.Id, out var content))
            {
                lane.Ends.Enqueue(new RequestEnd(request.Request, EndReason.Gone, 0));
                effects.Answered[(int)ServeOutcome.Gone]++;
                continue;
            }

            _messages.Add((Chunk(request, content), next.Value.Cost, request.Class));
            left -= next.Value.Cost;
            peer.Rate.Add(next.Value.Cost, now);
            effects.Answered[(int)ServeOutcome.Done]++;
        }

        WriteEnds(lane, ref left);
        for (var i = 0; i < _messages.Count; i++)
        {
            var (message, bytes, priority) = _messages[i];
            effects.Outputs.Add(new OutboundMessage(
                flow, grant.Peer, grant.Session, grant.Lane, priority, message, bytes, MoreFollow: i < _messages.Count - 1));
        }

        if (_messages.Count == 0)
        {
            effects.Outputs.Add(new GrantReturned(flow, grant.Peer, grant.Session, grant.Lane, grant.Bytes));
        }
    }

    private ChunkMessage Chunk(ChunkRequest request, ArtifactContent content)
    {
        var index = (int)request.Chunk;
        return new ChunkMessage(flow.Kind, request.Request, request.Chunk, content.Proof(index), content.Chunk(index), content);
    }

    private void WriteEnds(ServedLane lane, ref int left)
    {
        var count = Math.Min(Math.Min(lane.Ends.Count, WireLimits.EndsPerFrame), cost.EndsIn(left));
        if (count > 0)
        {
            var ends = new RequestEnd[count];
            for (var i = 0; i < count; i++)
            {
                ends[i] = lane.Ends.Dequeue();
            }

            _messages.Add((new EndMessage(flow.Kind, ends), cost.OfEnds(count), FetchPriority.FetchNow));
            left -= cost.OfEnds(count);
        }
    }
}
