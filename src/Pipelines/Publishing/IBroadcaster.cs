using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Publish;

namespace Tidings.Pipelines.Publishing;

/// <summary>Publishes artifacts of one kind from this node. One per node and kind, from the container. Thread-safe; a call before the node has started waits for it.</summary>
/// <typeparam name="T">The artifact.</typeparam>
public interface IBroadcaster<T>
    where T : IArtifact<T>
{
    /// <summary>
    /// Encodes an artifact and puts it into the validated section, from where the neighbours are told. Publishing what is held already gives its receipt.
    /// A cancelled call has either not happened or happened whole.
    /// </summary>
    /// <param name="artifact">The artifact; its kind's codec encodes it, and what that throws is passed on.</param>
    /// <param name="cancellationToken">Ends the waiting for room in the graph.</param>
    /// <returns>What became of it in the neighbourhood, from now on.</returns>
    /// <exception cref="PublishException">It was not published; the reason is in <see cref="PublishException.Failure"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    Task<PublishReceipt> PublishAsync(T artifact, CancellationToken cancellationToken = default);

    /// <summary>
    /// Publishes bytes that are encoded already. What is larger than a quarter of the kind's download budget goes chunk by chunk into a spool file and is
    /// never in memory whole.
    /// </summary>
    /// <param name="encoded">Read to its end; not disposed. What it throws is passed on.</param>
    /// <param name="length">Its length in bytes, or null when it is not known; another length is an error then.</param>
    /// <param name="cancellationToken">Ends the reading and the waiting for room in the graph.</param>
    /// <returns>What became of it in the neighbourhood, from now on.</returns>
    /// <exception cref="PublishException">It was not published; the reason is in <see cref="PublishException.Failure"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    Task<PublishReceipt> PublishEncodedAsync(Stream encoded, long? length, CancellationToken cancellationToken = default);
}
