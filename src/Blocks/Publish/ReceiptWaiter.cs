namespace Tidings.Blocks.Publish;

/// <summary>One call that waits for holders. Guarded by the lock of its book.</summary>
internal sealed class ReceiptWaiter(ReceiptRecord record, int peers) : TaskCompletionSource<HeldOutcome>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public ReceiptRecord Record => record;

    /// <summary>Runs while too few neighbours could hold it.</summary>
    public ITimer? Patience { get; set; }

    public CancellationTokenRegistration Registration { get; set; }

    /// <summary>What there is to say by now, if anything.</summary>
    public HeldOutcome? Outcome =>
        record.Held.Count >= peers ? HeldOutcome.Held
        : record.IsClosed ? HeldOutcome.Withdrawn
        : null;

    public bool HasTooFew(PeerSet connected) => record.Held.CountWith(connected) < peers;

    public void End()
    {
        Patience?.Dispose();
        Patience = null;
        Registration.Unregister();
    }
}
