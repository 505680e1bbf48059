using System.Threading.Tasks.Dataflow;

namespace Tidings.Pipelines.Graph;

/// <content>What an edge had no room for, and how it comes back for it.</content>
internal sealed partial class ChannelEdge<T>
{
    /// <summary>Needs the lock.</summary>
    private DataflowMessageStatus Postpone(ISourceBlock<T> source, DataflowMessageHeader header, bool mayHaveRoom)
    {
        _postponed.Add(source, header);
        _counters.WaitBegins();
        if (mayHaveRoom)
        {
            // Nothing else would come back for it then.
            _ = Task.Factory.StartNew(FetchPostponed, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);
        }

        return DataflowMessageStatus.Postponed;
    }

    private void FetchPostponed()
    {
        AdmitPostponed();
        Deliver();
    }

    /// <summary>Takes in what was postponed while there is room.</summary>
    private void AdmitPostponed()
    {
        lock (_gate)
        {
            if (!_postponed.TryBeginFetching())
            {
                return;
            }
        }

        while (TryNextPostponed(out var source, out var header, out var closed))
        {
            if (closed && source is WaitingWriter<T> writer)
            {
                writer.Refuse();
            }
            else
            {
                Fetch(source, header);
            }
        }
    }

    private bool TryNextPostponed(out ISourceBlock<T> source, out DataflowMessageHeader header, out bool closed)
    {
        lock (_gate)
        {
            var found = _postponed.TryNext(_store.HasRoom, out var next);
            (source, header, closed) = (next.Source, next.Header, _store.Closed);
            EndWaiting();
            return found;
        }
    }

    private void Fetch(ISourceBlock<T> source, DataflowMessageHeader header)
    {
        try
        {
            var value = source.ConsumeMessage(header, this, out var consumed);
            if (consumed)
            {
                lock (_gate)
                {
                    OfferToStore(value!);
                }
            }
        }
        catch (Exception exception)
        {
            lock (_gate)
            {
                Break(exception);
            }
        }
    }

    private async ValueTask<bool> WaitAsync(WaitingWriter<T> writer, CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.UnsafeRegister(_ => GiveUp(writer, cancellationToken), null);
        return await writer.Written;
    }

    /// <summary>A writer that gives up leaves the queue at once, so that one who tries again and again cannot fill it.</summary>
    private void GiveUp(WaitingWriter<T> writer, CancellationToken cancellationToken)
    {
        writer.Cancel(cancellationToken);
        lock (_gate)
        {
            _postponed.Remove(writer);
            EndWaiting();
        }

        Deliver();
    }
}
