using System.Threading.Tasks.Dataflow;

namespace Tidings.Contract;

/// <summary>Takes what it has room for on the offering thread and keeps it in order; what comes when it has none is postponed until room is made.</summary>
public sealed class CollectingTarget<T>(int room = int.MaxValue) : ITargetBlock<T>
{
    private readonly Lock _gate = new();
    private readonly List<T> _items = [];
    private readonly Queue<(ISourceBlock<T> Source, DataflowMessageHeader Header)> _postponed = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _room = room;

    /// <summary>A snapshot of what was taken.</summary>
    public IReadOnlyList<T> Items
    {
        get
        {
            lock (_gate)
            {
                return [.. _items];
            }
        }
    }

    /// <inheritdoc />
    public Task Completion => _completion.Task;

    /// <inheritdoc />
    public DataflowMessageStatus OfferMessage(DataflowMessageHeader messageHeader, T messageValue, ISourceBlock<T>? source, bool consumeToAccept)
    {
        lock (_gate)
        {
            if (Completion.IsCompleted)
            {
                return DataflowMessageStatus.DecliningPermanently;
            }

            if (_room > 0 && !consumeToAccept)
            {
                _room--;
                _items.Add(messageValue);
                return DataflowMessageStatus.Accepted;
            }

            if (source is null)
            {
                return DataflowMessageStatus.Declined;
            }

            if (_room == 0)
            {
                _postponed.Enqueue((source, messageHeader));
                return DataflowMessageStatus.Postponed;
            }
        }

        return Consume(source, messageHeader) ? DataflowMessageStatus.Accepted : DataflowMessageStatus.NotAvailable;
    }

    /// <summary>Makes room for more, and takes what was postponed for want of it.</summary>
    public void MakeRoom(int items)
    {
        lock (_gate)
        {
            _room += items;
        }

        while (TryNextPostponed(out var next))
        {
            Consume(next.Source, next.Header);
        }
    }

    /// <inheritdoc />
    public void Complete() => _completion.TrySetResult();

    /// <inheritdoc />
    public void Fault(Exception exception) => _completion.TrySetException(exception);

    private bool TryNextPostponed(out (ISourceBlock<T> Source, DataflowMessageHeader Header) next)
    {
        lock (_gate)
        {
            next = default;
            return _room > 0 && _postponed.TryDequeue(out next);
        }
    }

    private bool Consume(ISourceBlock<T> source, DataflowMessageHeader header)
    {
        var value = source.ConsumeMessage(header, this, out var consumed);
        if (consumed)
        {
            lock (_gate)
            {
                _room--;
                _items.Add(value!);
            }
        }

        return consumed;
    }
}
