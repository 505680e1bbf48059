using Tidings.Runtime.Membership;

namespace Tidings.Runtime.Tests.Hosting;

/// <summary>A source that waits for news and for nothing else.</summary>
internal sealed class DeafMembership : IMembershipSource
{
    private readonly TaskCompletionSource _never = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsWatched { get; private set; }

    public void End() => _never.TrySetResult();

    public async IAsyncEnumerable<MembershipList> WatchAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IsWatched = true;
        await _never.Task;
        yield break;
    }
}
