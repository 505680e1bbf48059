namespace Tidings.Simulation.Baselines;

/// <summary>What can happen to a router.</summary>
internal abstract record RouterInput;

/// <summary>A neighbour is connected.</summary>
/// <param name="Peer">Its number.</param>
/// <param name="IsOutbound">Whether this node dialled.</param>
internal sealed record NeighbourJoined(int Peer, bool IsOutbound) : RouterInput;

/// <summary>A neighbour said something.</summary>
internal sealed record RpcReceived(int Peer, Rpc Rpc) : RouterInput;

/// <summary>The upper layer of this node has a message.</summary>
internal sealed record OwnMessage(PublishedMessage Message) : RouterInput;

/// <summary>It is the time that the router named.</summary>
internal sealed record RouterWake : RouterInput;
