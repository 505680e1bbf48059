using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Tests.Download;

internal enum HolderManner
{
    Honest,
    Silent,
    Lying,
    BusyAtFirst,
    HasNothing,
    Withholds,
}

/// <summary>A peer as the planner meets it.</summary>
internal sealed class SimulatedHolder(byte number, HolderManner manner, TimeSpan latency)
{
    public NodeId Id { get; } = Ids.Node(number);

    public HolderManner Manner => manner;

    public TimeSpan Latency => latency;

    public long Session { get; set; }

    public bool IsUp { get; set; }

    public int Asked { get; set; }

    /// <summary>Requests without an end, with their bytes.</summary>
    public Dictionary<ulong, int> Owes { get; } = [];
}
