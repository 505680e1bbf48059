namespace Tidings.Blocks;

/// <summary>Lets one at a time go on; the others wait for their turn without a thread, in the order in which they came. Thread-safe.</summary>
internal sealed class Turn
{
    private readonly Lock _gate = new();
    private Queue<TaskCompletionSource>? _waiting;
    private bool _isTaken;

    /// <summary>True when nobody else has the turn: the caller has it, and calls <see cref="Leave"/>.</summary>
    public bool TryEnter()
    {
        lock (_gate)
        {
            return !_isTaken && (_isTaken = true);
        }
    }

    /// <summary>Whoever comes out of it calls <see cref="Leave"/>.</summary>
    public ValueTask EnterAsync()
    {
        lock (_gate)
        {
            if (!_isTaken)
            {
                _isTaken = true;
                return default;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            (_waiting ??= []).Enqueue(turn);
            return new ValueTask(turn.Task);
        }
    }

    public void Leave()
    {
        TaskCompletionSource? next = null;
        lock (_gate)
        {
            _isTaken = _waiting is not null && _waiting.TryDequeue(out next);
        }

        next?.SetResult();
    }
}
