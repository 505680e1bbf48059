using System.Threading.Channels;
using Tidings.Runtime.Transport;
using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Network;

/// <summary>A listener of one process, with a bounded backlog.</summary>
internal sealed class SimulatedListener(NodeAddress address, SimulatedHost host, Action<SimulatedListener> forget) : ITransportListener
{
    /// <summary>Streams that wait while nobody accepts; more are refused. As the default of a socket.</summary>
    private const int Backlog = 128;

    private readonly Channel<StreamEnd> _waiting = Channel.CreateBounded<StreamEnd>(Backlog);

    public NodeAddress LocalAddress => address;

    /// <summary>Whose listener it is.</summary>
    public SimulatedHost Host => host;

    /// <summary>No more can wait: an opening gets no answer.</summary>
    public bool IsFull => _waiting.Reader.Count >= Backlog;

    /// <summary>False when the backlog is full or the listener closed.</summary>
    public bool TryEnqueue(StreamEnd connection) => _waiting.Writer.TryWrite(connection);

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
