using System.Threading.Tasks.Dataflow;

namespace Tidings.Pipelines.Graph;

/// <summary>One item from outside the graph that waits for room, in the shape of a source, so that it queues with the offers of blocks in one order.</summary>
internal sealed class WaitingWriter<T>(T item) : ISourceBlock<T>
{
    private readonly TaskCompletionSource<bool> _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>True when the item is in the edge, false when it never will be; cancelled when the writer gave up before.</summary>
    public Task<bool> Written => _written.Task;

    public Task Completion => _written.Task;

    public void Refuse() => _written.TrySetResult(false);

    public void Cancel(CancellationToken cancellationToken) => _written.TrySetCanceled(cancellationToken);

    public T? ConsumeMessage(DataflowMessageHeader messageHeader, ITargetBlock<T> target, out bool messageConsumed)
    {
        messageConsumed = _written.TrySetResult(true);
        return messageConsumed ? item : default;
    }

    public bool ReserveMessage(DataflowMessageHeader messageHeader, ITargetBlock<T> target) => throw new NotSupportedException("An edge does not reserve.");

    public void ReleaseReservation(DataflowMessageHeader messageHeader, ITargetBlock<T> target) => throw new NotSupportedException("An edge does not reserve.");

    public IDisposable LinkTo(ITargetBlock<T> target, DataflowLinkOptions linkOptions) => throw new NotSupportedException("One item, one edge.");

    public void Complete() => Refuse();

    public void Fault(Exception exception) => Refuse();
}
