namespace Tidings.Simulation.Baselines;

/// <summary>Parameters of the gossipsub model, by the names of its specification. Immutable.</summary>
internal sealed record GossipsubOptions
{
    public static GossipsubOptions Default { get; } = new();

    /// <summary>D: neighbours that a node wants in its mesh.</summary>
    public int Degree { get; init; } = 8;

    /// <summary>D_low: with fewer it takes more.</summary>
    public int DegreeLow { get; init; } = 6;

    /// <summary>D_high: with more it keeps D of them.</summary>
    public int DegreeHigh { get; init; } = 12;

    /// <summary>D_out: of those, dialled by itself.</summary>
    public int DegreeOutbound { get; init; } = 2;

    /// <summary>D_lazy: neighbours outside the mesh that are told by IHAVE, at least.</summary>
    public int DegreeLazy { get; init; } = 6;

    /// <summary>Share of the neighbours outside the mesh that are told, if that is more.</summary>
    public double GossipFactor { get; init; } = 0.25;

    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long who was pruned does not come back.</summary>
    public TimeSpan PruneBackoff { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Heartbeats for which a message can be asked for.</summary>
    public int HistoryLength { get; init; } = 5;

    /// <summary>Heartbeats for which it is told.</summary>
    public int HistoryGossip { get; init; } = 3;

    /// <summary>How often one neighbour gets the same message by IWANT.</summary>
    public int RetransmissionsMax { get; init; } = 3;

    /// <summary>IHAVE of one neighbour that are read between two heartbeats.</summary>
    public int HaveMessagesMax { get; init; } = 10;

    /// <summary>Ids in one IHAVE, and ids that are asked of one neighbour between two heartbeats.</summary>
    public int HaveLengthMax { get; init; } = 5000;

    /// <summary>How long a message is known as seen.</summary>
    public TimeSpan SeenFor { get; init; } = TimeSpan.FromMinutes(2);
}
