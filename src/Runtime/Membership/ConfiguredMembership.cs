namespace Tidings.Runtime.Membership;

/// <summary>A membership that is written in the configuration and never changes while the node runs.</summary>
internal sealed class ConfiguredMembership(MembershipList list) : IMembershipSource
{
    public IAsyncEnumerable<MembershipList> WatchAsync(CancellationToken cancellationToken) => new[] { list }.ToAsyncEnumerable();
}
