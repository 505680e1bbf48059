using System.Threading.Tasks.Sources;

namespace Tidings.Runtime.Peers.Lanes;

/// <summary>
/// Wakes one waiter, once for any number of rings since it last woke. The same object for every wait: a lane waits once per burst of messages. Any number of
/// threads ring; one waits at a time, and goes on in the scheduler that it waits in.
/// </summary>
internal sealed class Bell : IValueTaskSource
{
    private readonly Lock _lock = new();
    private ManualResetValueTaskSourceCore<bool> _wait = new() { RunContinuationsAsynchronously = true };
    private bool _isRung;
    private bool _isAwaited;

    public void Ring()
    {
        lock (_lock)
        {
            if (!_isAwaited)
            {
                _isRung = true;
                return;
            }

            _isAwaited = false;
        }

        _wait.SetResult(true);
    }

    /// <summary>Ends at the next ring, or at once if it has rung since the last wait.</summary>
    public ValueTask WaitAsync()
    {
        lock (_lock)
        {
            if (_isRung)
            {
                _isRung = false;
                return ValueTask.CompletedTask;
            }

            _wait.Reset();
            _isAwaited = true;
            return new ValueTask(this, _wait.Version);
        }
    }

    void IValueTaskSource.GetResult(short token) => _wait.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _wait.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _wait.OnCompleted(continuation, state, token, flags);
}
