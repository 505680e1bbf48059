using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Receive;
using Tidings.Runtime.Peers;

namespace Tidings.Runtime.Tests.Peers;

/// <summary>Stands where the graph is: keeps the order of all that came in, and can refuse to go on.</summary>
internal sealed class RecordingGraph : IGraphPort
{
    private readonly Lock _lock = new();
    private readonly List<Inbound> _inbound = [];
    private readonly List<LaneRoom> _freed = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public RecordingGraph() => _gate.SetResult();

    public IReadOnlyList<Inbound> Inbound
    {
        get
        {
            lock (_lock)
            {
                return [.. _inbound];
            }
        }
    }

    public IEnumerable<PeerEvent> Peers => Inbound.OfType<InboundPeer>().Select(static peer => peer.Event);

    public IEnumerable<InboundFrame> Frames => Inbound.OfType<InboundFrame>();

    public IReadOnlyList<LaneRoom> Freed
    {
        get
        {
            lock (_lock)
            {
                return [.. _freed];
            }
        }
    }

    /// <summary>Called with everything that comes in, before it is taken; as a graph that acts at once.</summary>
    public Action<Inbound>? Heard { get; set; }

    /// <summary>From now on frames wait, as behind a full edge.</summary>
    public void Block() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Unblock() => _gate.TrySetResult();

    public async ValueTask<bool> ReceiveAsync(Inbound inbound, CancellationToken cancellationToken)
    {
        if (inbound is InboundFrame)
        {
            await _gate.Task.WaitAsync(cancellationToken);
        }

        Heard?.Invoke(inbound);
        TaskCompletionSource changed;
        lock (_lock)
        {
            _inbound.Add(inbound);
            changed = _changed;
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
        return true;
    }

    /// <summary>Asks after everything that comes in; for tests in real time.</summary>
    public async Task UntilAsync(Func<bool> condition)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                changed = _changed.Task;
            }

            if (condition())
            {
                return;
            }

            await changed;
        }
    }

    public void RoomFreed(RoomFreed freed)
    {
        lock (_lock)
        {
            _freed.AddRange(freed.Lanes);
        }
    }
}
