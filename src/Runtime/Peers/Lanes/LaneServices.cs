using Microsoft.Extensions.Logging;
using Tidings.Blocks;
using Tidings.Blocks.Peers;
using Tidings.Runtime.Membership;
using Tidings.Runtime.Telemetry;

namespace Tidings.Runtime.Peers.Lanes;

/// <summary>What the lanes of one node share.</summary>
internal sealed record LaneServices
{
    public required PeersOptions Options { get; init; }

    public required GatherBuffers Gathered { get; init; }

    public required BulkTurns Turns { get; init; }

    public required NodeClock Clock { get; init; }

    public required TaskScheduler Scheduler { get; init; }

    public required IGraphPort Graph { get; init; }

    public required MembershipView Membership { get; init; }

    public required RuntimeInstruments Instruments { get; init; }

    public required ILogger<Lane> Logger { get; init; }

    public required BadFrames BadFrames { get; init; }

    /// <summary>Told when a peer says another membership version than before.</summary>
    public required Func<NodeId, ulong, Hash256, ValueTask> MembershipHeard { get; init; }
}
