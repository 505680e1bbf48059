using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;

namespace Tidings.Benchmarks.Support;

/// <summary>Takes everything at once, counts it, and gives it to the function or frees it.</summary>
internal sealed class TakingTarget<T>(Action<T>? take = null) : ITargetBlock<T>
{
    private readonly TaskCompletionSource _ended = new();

    public long Taken { get; private set; }

    public Task Completion => _ended.Task;

    public DataflowMessageStatus OfferMessage(DataflowMessageHeader messageHeader, T messageValue, ISourceBlock<T>? source, bool consumeToAccept)
    {
        var item = messageValue;
        if (consumeToAccept)
        {
            item = source!.ConsumeMessage(messageHeader, this, out var consumed)!;
            if (!consumed)
            {
                return DataflowMessageStatus.NotAvailable;
            }
        }

        Taken++;
        if (take is null)
        {
            Ownership.Free(item);
        }
        else
        {
            take(item);
        }

        return DataflowMessageStatus.Accepted;
    }

    public void Complete() => _ended.TrySetResult();

    public void Fault(Exception exception) => _ended.TrySetException(exception);
}
