namespace Tidings.Simulation.Baselines;

/// <summary>What follows from one input of a router.</summary>
internal sealed class RouterEffects
{
    private readonly List<(int Peer, Rpc Rpc)> _sent = [];
    private readonly List<PublishedMessage> _delivered = [];

    public IReadOnlyList<(int Peer, Rpc Rpc)> Sent => _sent;

    /// <summary>For the upper layer: each message once.</summary>
    public IReadOnlyList<PublishedMessage> Delivered => _delivered;

    public void Send(int peer, Rpc rpc) => _sent.Add((peer, rpc));

    public void Deliver(PublishedMessage message) => _delivered.Add(message);
}
