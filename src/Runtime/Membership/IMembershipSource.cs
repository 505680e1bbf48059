namespace Tidings.Runtime.Membership;

/// <summary>
/// Where a node learns who belongs to its subnet. Called once per node, when it starts; the first list must come before the node dials
/// anybody. A list with the same version and other addresses only updates addresses; a change of members needs a higher version.
/// </summary>
public interface IMembershipSource
{
    /// <summary>The list now, and again whenever it changes. A source that cannot read its input keeps silent and says so in the log; it does not throw. A sequence that ends leaves its last list in force.</summary>
    /// <param name="cancellationToken">Ends the wait by <see cref="OperationCanceledException"/>.</param>
    IAsyncEnumerable<MembershipList> WatchAsync(CancellationToken cancellationToken);
}
