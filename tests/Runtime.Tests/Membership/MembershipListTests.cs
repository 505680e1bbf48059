using System.Security.Cryptography;
using Tidings.Blocks;
using Tidings.Runtime.Membership;

namespace Tidings.Runtime.Tests.Membership;

public class MembershipListTests
{
    [Test]
    public void The_hash_covers_version_and_members_in_any_order_and_no_addresses()
    {
        var list = Lists.Of(7, 1, 2, 3);
        Assert.That(Lists.Of(7, 3, 1, 2).Hash, Is.EqualTo(list.Hash));
        Assert.That(Lists.At(7, (1, "a:1"), (2, "b:1"), (3, "c:1")).Hash, Is.EqualTo(list.Hash));
        Assert.That(Lists.Of(8, 1, 2, 3).Hash, Is.Not.EqualTo(list.Hash));
        Assert.That(Lists.Of(7, 1, 2).Hash, Is.Not.EqualTo(list.Hash));
    }

    [Test]
    public void The_hash_is_that_of_the_documented_bytes()
    {
        byte[] bytes = [0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 2, .. new[] { Ids.Of(1), Ids.Of(2) }.Order().SelectMany(static id => id.Hash.ToArray())];
        Assert.That(Lists.Of(0x102, 1, 2).Hash, Is.EqualTo(new Hash256(SHA256.HashData(bytes))));
    }

    [Test]
    public void A_node_is_named_once_and_there_is_a_largest_subnet()
    {
        Assert.That(() => Lists.Of(1, 1, 2, 1), Throws.ArgumentException.With.Message.Contains("twice"));
        Assert.That(() => Lists.Of(1, [.. Enumerable.Range(0, MembershipList.MembersMax + 1)]), Throws.ArgumentException.With.Message.Contains("4096"));
    }

    [Test]
    public void Members_are_found_by_id()
    {
        var list = Lists.At(1, (1, "a:1"));
        Assert.That(list.TryGet(Ids.Of(1), out var member) && member.Addresses[0].Host == "a", Is.True);
        Assert.That(list.Contains(Ids.Of(2)), Is.False);
    }
}
