using Tidings.Blocks.Move;

namespace Tidings.Pipelines.Publishing;

/// <summary>
/// Outcomes that the move stage owes. When it ends they end without one: to wait for each together with the end of the stage would leave a continuation
/// there for every publication. Thread-safe.
/// </summary>
internal sealed class PendingPublications
{
    private readonly Lock _gate = new();
    private readonly LinkedList<TaskCompletionSource<PublishOutcome>> _outcomes = [];
    private bool _hasEnded;

    /// <summary>Begins to wait, before the publication is handed over.</summary>
    public LinkedListNode<TaskCompletionSource<PublishOutcome>> Add()
    {
        var outcome = new TaskCompletionSource<PublishOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            var place = _outcomes.AddLast(outcome);
            if (_hasEnded)
            {
                outcome.SetCanceled();
            }

            return place;
        }
    }

    /// <summary>Waits no longer.</summary>
    public void Remove(LinkedListNode<TaskCompletionSource<PublishOutcome>> place)
    {
        lock (_gate)
        {
            _outcomes.Remove(place);
        }
    }

    /// <summary>The stage has ended: what has no outcome by now gets none.</summary>
    public void End()
    {
        lock (_gate)
        {
            _hasEnded = true;
            foreach (var outcome in _outcomes)
            {
                outcome.TrySetCanceled();
            }
        }
    }
}
