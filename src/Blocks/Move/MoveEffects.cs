using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Publish;

namespace Tidings.Blocks.Move;

/// <summary>What handling inputs of the move stage asks its shell to do.</summary>
internal sealed class MoveEffects
{
    public List<SlotChange> Slots { get; } = [];

    public List<(NodeId Peer, string Reason)> Invalid { get; } = [];

    /// <summary>What became of artifacts, for the metrics.</summary>
    public List<MoveOutcome> Outcomes { get; } = [];

    /// <summary>Artifacts for which the answer to the receive check changed: dedupe looks again.</summary>
    public List<ArtifactId> StatusChanged { get; } = [];

    /// <summary>Artifacts that are wanted again: the neighbours are asked for them.</summary>
    public List<ArtifactId> Released { get; } = [];

    /// <summary>The validated section changed, or room came free or could: prioritize looks again.</summary>
    public bool PoolChanged { get; set; }

    /// <summary>Forgets what was done, for the next inputs.</summary>
    public void Clear()
    {
        Slots.Clear();
        Invalid.Clear();
        Outcomes.Clear();
        StatusChanged.Clear();
        Released.Clear();
        PoolChanged = false;
    }
}

/// <summary>What became of an artifact in the pool. A closed list; part of metrics.</summary>
internal enum MoveOutcome
{
    Validated,
    Published,
    Rejected,
    Ignored,
    GivenUp,
    Removed,
    NoRoom,
}
