using Tidings.Runtime.Security;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Peers.Connections;

/// <summary>
/// Takes sockets in: so many unproved ones at a time, so many handshakes that compute, and so many failures per address. Who finds no place is closed
/// before any work is spent.
/// </summary>
internal sealed class Acceptor(HandshakeOptions options, NodeClock clock, TaskBag running)
{
    private readonly Lock _lock = new();
    private readonly HandshakeGate _gate = new(options);
    private readonly Dictionary<long, TaskCompletionSource> _turns = [];

    /// <summary>Serves a listener until it is disposed.</summary>
    /// <param name="listener">The listener; stays the caller's.</param>
    /// <param name="refused">Told of sockets without a place.</param>
    /// <param name="handle">Takes one socket to READY, and says whether it came there; calls its argument when the key is proved.</param>
    /// <param name="cancellationToken">Ends the loop.</param>
    public async Task RunAsync(
        ITransportListener listener,
        Action<NodeAddress, AdmissionRefusal> refused,
        Func<IDuplexConnection, Action, Task<bool>> handle,
        CancellationToken cancellationToken)
    {
        try
        {
            while (await listener.AcceptAsync(cancellationToken) is { } connection)
            {
                if (TryEnter(connection.RemoteAddress, out var ticket, out var turn) is { } reason)
                {
                    connection.Abort();
                    refused(connection.RemoteAddress, reason);
                }
                else
                {
                    running.Start(() => HandleAsync(connection, ticket, turn, handle, cancellationToken));
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The node stops accepting.
        }
    }

    private async Task HandleAsync(
        IDuplexConnection connection, long ticket, Task turn, Func<IDuplexConnection, Action, Task<bool>> handle, CancellationToken cancellationToken)
    {
        var isReady = false;
        try
        {
            await turn;
            cancellationToken.ThrowIfCancellationRequested();
            isReady = await handle(connection, () => Proved(ticket));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            connection.Abort();
        }
        finally
        {
            Leave(ticket, isReady);
        }
    }

    private AdmissionRefusal? TryEnter(NodeAddress address, out long ticket, out Task turn)
    {
        lock (_lock)
        {
            turn = Task.CompletedTask;
            if (_gate.TryEnter(AddressKey.Of(address), clock.Now, out ticket) is { } refusal)
            {
                return refusal;
            }

            var place = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _turns.Add(ticket, place);
            turn = place.Task;
            StartNext();
            return null;
        }
    }

    private void Proved(long ticket)
    {
        lock (_lock)
        {
            _gate.Proved(ticket);
            StartNext();
        }
    }

    private void Leave(long ticket, bool isReady)
    {
        lock (_lock)
        {
            _turns.Remove(ticket);
            _gate.Leave(ticket, isReady, clock.Now);
            StartNext();
        }
    }

    private void StartNext()
    {
        while (_gate.TryStart(out var ticket))
        {
            _turns[ticket].TrySetResult();
        }
    }
}
