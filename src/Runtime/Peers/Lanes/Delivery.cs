using Tidings.Blocks.Receive;

namespace Tidings.Runtime.Peers.Lanes;

/// <summary>Hands a lane's frames to the graph, one after the other, until it is stopped. After <see cref="StopAsync"/> not one more goes in. Thread-safe.</summary>
internal sealed class Delivery(IGraphPort graph) : IDisposable
{
    // Also held while cancelling, which wakes a writer of the graph's entry and calls nothing of ours.
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stop = new();
    private Task<bool> _current = Task.FromResult(true);
    private volatile bool _isStopped;

    /// <summary>Hands in a frame; disposes it when the graph does not take it any more.</summary>
    public async ValueTask DeliverAsync(InboundFrame frame)
    {
        Task<bool> delivery;
        lock (_lock)
        {
            delivery = _isStopped ? Task.FromResult(false) : graph.ReceiveAsync(frame, _stop.Token).AsTask();
            _current = delivery;
        }

        if (!await IsDeliveredAsync(delivery))
        {
            frame.Body.Dispose();
        }
    }

    public Task StopAsync()
    {
        lock (_lock)
        {
            if (!_isStopped)
            {
                _isStopped = true;
                _stop.Cancel();
            }

            return IsDeliveredAsync(_current);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _isStopped = true;
            _stop.Dispose();
        }
    }

    private async Task<bool> IsDeliveredAsync(Task<bool> delivery)
    {
        try
        {
            return await delivery;
        }
        catch (OperationCanceledException) when (_isStopped)
        {
            return false;
        }
    }
}
