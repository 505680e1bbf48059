namespace Tidings.Blocks.Peers;

/// <summary>Whether two members keep a session with each other, by the subnet's topology. Thread-safe.</summary>
/// <param name="one">A node.</param>
/// <param name="other">Another.</param>
internal delegate bool AreNeighbours(NodeId one, NodeId other);
