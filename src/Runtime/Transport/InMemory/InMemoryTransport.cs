namespace Tidings.Runtime.Transport.InMemory;

/// <summary>One node's way into an <see cref="InMemoryHub"/>.</summary>
internal sealed class InMemoryTransport(InMemoryHub hub, string host) : ITransport
{
    public ValueTask<IDuplexConnection> ConnectAsync(NodeAddress address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<IDuplexConnection>(hub.Connect(host, address));
    }

    public ValueTask<ITransportListener> ListenAsync(NodeAddress address, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(address);
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult<ITransportListener>(hub.Listen(address.Host is "0.0.0.0" or "::" ? host : address.Host, address.Port));
    }
}
