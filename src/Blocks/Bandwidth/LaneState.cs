using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Bandwidth;

/// <summary>One lane of one session: what is on its way to the socket, and who wants to send on it.</summary>
internal sealed class LaneState(PeerRoom peer, int number)
{
    public PeerRoom Peer => peer;

    public int Number => number;

    public bool IsUp { get; set; }

    /// <summary>Bytes granted or sent and not yet written to the socket.</summary>
    public long InFlight { get; set; }

    /// <summary>Bytes that went on their way in all, and how many of them are written or lost.</summary>
    public long Passed { get; set; }

    public long Written { get; set; }

    public bool IsMarked { get; set; }

    public List<FlowState> Flows { get; } = [];

    /// <summary>
    /// Whether a flow waits for its turn. What is told of slots goes one message at a time: while one is on its way the next gathers what changes, so that
    /// a busy lane carries fewer and fuller frames, and what came and went is never said. What is more urgent than all that is on its way does not wait for it.
    /// </summary>
    public bool IsWaiting(FlowState flow) =>
        flow is { Demand: { } demand, IsGranted: false } && (flow.Flow.Role != FlowRole.Publish || Written >= flow.LastPassed(demand.Class));

    public FlowState? Find(Flow flow)
    {
        foreach (var state in Flows)
        {
            if (state.Flow == flow)
            {
                return state;
            }
        }

        return null;
    }

    public FlowState FindOrAdd(Flow flow)
    {
        if (Find(flow) is { } found)
        {
            return found;
        }

        var added = new FlowState(flow);
        Flows.Add(added);
        return added;
    }
}

/// <summary>What one flow wants on one lane, and what it was granted there.</summary>
internal sealed class FlowState(Flow flow)
{
    private readonly long[] _lastPassed = new long[GrantLevel.ClassShares.Count];

    public Flow Flow => flow;

    public Demand? Demand { get; set; }

    public bool IsGranted { get; set; }

    /// <summary>What had gone on its way on the lane when this flow's last message of a class, or of a more urgent one, did, itself included.</summary>
    public long LastPassed(FetchPriority priority) => _lastPassed[GrantLevel.OfClass(priority)];

    /// <summary>A message of the flow went on its way.</summary>
    /// <param name="priority">Its class.</param>
    /// <param name="passed">What has gone on its way on the lane by now.</param>
    public void Pass(FetchPriority priority, long passed) => _lastPassed.AsSpan(GrantLevel.OfClass(priority)).Fill(passed);

    /// <summary>Of the open grant, what is not used yet.</summary>
    public int Unused { get; set; }
}
