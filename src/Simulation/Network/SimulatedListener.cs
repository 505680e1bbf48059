using System.Threading.Channels;
using Tidings.Runtime.Transport;

namespace Tidings.Simulation.Network;

/// <summary>A listener of one process, with a bounded backlog.</summary>
internal sealed class SimulatedListener(NodeAddress address, Action<SimulatedListener> forget) : ITransportListener
{
    /// <summary>Streams that wait while nobody accepts; more are refused. As the default of a socket.</summary>
    private const int Backlog = 128;

    private readonly Channel<SimulatedConnection> _waiting = Channel.CreateBounded<SimulatedConnection>(Backlog);

    public NodeAddress LocalAddress => address;

    /// <summary>False when the backlog is full or the listener closed.</summary>
    public bool TryEnqueue(SimulatedConnection connection) => _waiting.Writer.TryWrite(connection);

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
