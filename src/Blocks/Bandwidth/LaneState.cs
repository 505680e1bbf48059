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
    /// a busy lane carries fewer and fuller frames, and what came and went is never said.
    /// </summary>
    public bool IsWaiting(FlowState flow) =>
        flow is { Demand: not null, IsGranted: false } && (flow.Flow.Role != FlowRole.Publish || Written >= flow.LastPassed);

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
    public Flow Flow => flow;

    public Demand? Demand { get; set; }

    public bool IsGranted { get; set; }

    /// <summary>What had gone on its way on the lane when this flow's last message did, itself included.</summary>
    public long LastPassed { get; set; }

    /// <summary>Of the open grant, what is not used yet.</summary>
    public int Unused { get; set; }
}
