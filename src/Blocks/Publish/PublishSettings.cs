using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Publish;

/// <summary>What the publish stage of one kind is made with.</summary>
/// <param name="Kind">The kind's name.</param>
/// <param name="Self">This node: the maker of what is pushed from here.</param>
/// <param name="Incarnation">This process, as said in HELLO: whose commits a kept table may hold.</param>
/// <param name="Limits">Slots, and up to which size artifacts are pushed.</param>
/// <param name="Options">The stage's options.</param>
internal sealed record PublishSettings(string Kind, NodeId Self, ulong Incarnation, KindLimits Limits, PublishOptions Options)
{
    /// <summary>Whether two members keep a session with each other. Nobody is known to by default.</summary>
    public AreNeighbours AreNeighbours { get; init; } = static (_, _) => false;
}
