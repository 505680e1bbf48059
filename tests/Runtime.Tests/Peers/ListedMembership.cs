using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Tidings.Runtime.Membership;

namespace Tidings.Runtime.Tests.Peers;

/// <summary>A membership that a test changes.</summary>
internal sealed class ListedMembership : IMembershipSource
{
    private readonly Channel<MembershipList> _lists = Channel.CreateBounded<MembershipList>(16);

    public void Offer(MembershipList list) => Assert.That(_lists.Writer.TryWrite(list), Is.True);

    public async IAsyncEnumerable<MembershipList> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            yield return await _lists.Reader.ReadAsync(cancellationToken);
        }
    }
}
