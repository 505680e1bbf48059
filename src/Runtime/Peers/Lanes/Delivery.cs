using Tidings.Blocks.Receive;

namespace Tidings.Runtime.Peers.Lanes;

/// <summary>
/// Hands a lane's frames to the graph, one after the other, until it is stopped. After <see cref="StopAsync"/> not one more goes in. One reader delivers;
/// it is stopped from any thread. The graph is called under no lock.
/// </summary>
internal sealed class Delivery(IGraphPort graph) : IDisposable
{
    private const int Idle = 0, Delivering = 1, Stopping = 2, Stopped = 3;

    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _state = Idle;

    /// <summary>Hands in a frame; disposes it when the graph does not take it any more.</summary>
    public ValueTask DeliverAsync(InboundFrame frame)
    {
        if (Interlocked.CompareExchange(ref _state, Delivering, Idle) != Idle)
        {
            frame.Body.Dispose();
            return ValueTask.CompletedTask;
        }

        var delivering = BeginDelivery(frame);
        if (!delivering.IsCompletedSuccessfully)
        {
            return WaitAsync(frame, delivering);
        }

        End(frame, delivering.Result);
        return ValueTask.CompletedTask;
    }

    public Task StopAsync()
    {
        while (true)
        {
            if (Interlocked.CompareExchange(ref _state, Stopped, Idle) == Idle)
            {
                _stopped.TrySetResult();
            }
            else if (Interlocked.CompareExchange(ref _state, Stopping, Delivering) == Delivering)
            {
                Cancel();
            }

            // A delivery may begin or end between two looks: once more then.
            if (Volatile.Read(ref _state) is Stopping or Stopped)
            {
                return _stopped.Task;
            }
        }
    }

    public void Dispose() => _stop.Dispose();

    private void Cancel()
    {
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The delivery ended meanwhile, and the lane with it.
        }
    }

    private ValueTask<bool> BeginDelivery(InboundFrame frame)
    {
        try
        {
            return graph.ReceiveAsync(frame, _stop.Token);
        }
        catch (OperationCanceledException)
        {
            return new ValueTask<bool>(false);
        }
    }

    private async ValueTask WaitAsync(InboundFrame frame, ValueTask<bool> delivering)
    {
        var delivered = false;
        try
        {
            delivered = await delivering;
        }
        catch (OperationCanceledException) when (Volatile.Read(ref _state) == Stopping)
        {
            // Stopped while the graph had no room: the frame is still ours.
        }
        finally
        {
            End(frame, delivered);
        }
    }

    private void End(InboundFrame frame, bool delivered)
    {
        if (!delivered)
        {
            frame.Body.Dispose();
        }

        if (Interlocked.CompareExchange(ref _state, Idle, Delivering) != Delivering)
        {
            Volatile.Write(ref _state, Stopped);
            _stopped.TrySetResult();
        }
    }
}
