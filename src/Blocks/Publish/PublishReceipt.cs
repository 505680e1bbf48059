using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Publish;

/// <summary>
/// What became of a published artifact in the neighbourhood. Valid for as long as it is kept; once the artifact has left the pool it says what was
/// known then. Thread-safe.
/// </summary>
public sealed class PublishReceipt
{
    private readonly ReceiptBook _book;
    private readonly ReceiptRecord _record;

    internal PublishReceipt(ReceiptBook book, ReceiptRecord record)
    {
        _book = book;
        _record = record;
    }

    /// <summary>What was published.</summary>
    public ArtifactId Id => _record.Id;

    /// <summary>Connected neighbours, and others that hold it, in the order of their ids. A snapshot of the moment.</summary>
    public IReadOnlyList<PeerReceipt> Peers => _book.PeersOf(_record);

    /// <summary>
    /// Completes when neighbours hold it, that is, have validated it and serve it. Counts neighbours of this node, not the whole subnet.
    /// </summary>
    /// <param name="peers">How many; 0 completes at once.</param>
    /// <param name="cancellationToken">Ends the waiting, and nothing else.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="peers"/> is negative.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; in the returned task.</exception>
    public Task<HeldOutcome> HeldByAsync(int peers, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(peers);
        return _book.WaitAsync(_record, peers, cancellationToken);
    }
}
