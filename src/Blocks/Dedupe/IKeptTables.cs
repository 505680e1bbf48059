using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Dedupe;

/// <summary>What is kept of the slot tables of peers without a session; said in HELLO. One per kind. Thread-safe.</summary>
internal interface IKeptTables
{
    /// <summary>What is kept of a peer's table since its last session ended, or null: then it sends everything again.</summary>
    KeptTable? KeptOf(NodeId peer);
}
