using Tidings.Runtime.Membership;

namespace Tidings.Runtime.Tests.Membership;

public class ConfiguredMembershipTests
{
    [Test]
    public async Task The_configured_list_is_the_only_one()
    {
        var list = Lists.Of(1, 1, 2);
        Assert.That(await new ConfiguredMembership(list).WatchAsync(CancellationToken.None).ToListAsync(), Is.EqualTo(new[] { list }));
    }
}
