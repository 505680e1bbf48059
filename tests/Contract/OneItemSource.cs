using System.Threading.Tasks.Dataflow;

namespace Tidings.Contract;

/// <summary>Offers one item and knows whether it was fetched.</summary>
internal sealed class OneItemSource<T>(T item) : ISourceBlock<T>
{
    public bool WasConsumed { get; private set; }

    public Task Completion => Task.CompletedTask;

    public DataflowMessageStatus OfferTo(ITargetBlock<T> target) => target.OfferMessage(new DataflowMessageHeader(1), item, this, consumeToAccept: false);

    public T? ConsumeMessage(DataflowMessageHeader messageHeader, ITargetBlock<T> target, out bool messageConsumed)
    {
        messageConsumed = !WasConsumed;
        WasConsumed = true;
        return messageConsumed ? item : default;
    }

    public bool ReserveMessage(DataflowMessageHeader messageHeader, ITargetBlock<T> target) => !WasConsumed;

    public void ReleaseReservation(DataflowMessageHeader messageHeader, ITargetBlock<T> target)
    {
    }

    public IDisposable LinkTo(ITargetBlock<T> target, DataflowLinkOptions linkOptions) => throw new NotSupportedException();

    public void Complete() => throw new NotSupportedException();

    public void Fault(Exception exception) => throw new NotSupportedException();
}
