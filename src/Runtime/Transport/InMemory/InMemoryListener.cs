using System.Threading.Channels;

namespace Tidings.Runtime.Transport.InMemory;

/// <summary>A listener of the hub, with a bounded backlog.</summary>
internal sealed class InMemoryListener(NodeAddress address, int backlog, Action<InMemoryListener> forget) : ITransportListener
{
    private readonly Channel<InMemoryConnection> _waiting = Channel.CreateBounded<InMemoryConnection>(backlog);

    public NodeAddress LocalAddress => address;

    /// <summary>False when the backlog is full or the listener closed.</summary>
    public bool TryEnqueue(InMemoryConnection connection) => _waiting.Writer.TryWrite(connection);

    public async ValueTask<IDuplexConnection?> AcceptAsync(CancellationToken cancellationToken)
    {
        while (await _waiting.Reader.WaitToReadAsync(cancellationToken))
        {
            if (_waiting.Reader.TryRead(out var connection))
            {
                return connection;
            }
        }

        return null;
    }

    public ValueTask DisposeAsync()
    {
        forget(this);
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out var connection))
        {
            connection.Abort();
        }

        return ValueTask.CompletedTask;
    }
}
