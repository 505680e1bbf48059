using Tidings.Blocks.Limits;

namespace Tidings.Blocks.Tests.Limits;

public sealed class KeptArraysTests
{
    [Test]
    public void As_many_as_may_be_are_kept_and_the_last_one_back_is_the_first_one_out()
    {
        var kept = new KeptArrays(2);
        byte[] first = new byte[8], second = new byte[8];

        Assert.That((kept.TryKeep(first), kept.TryKeep(second), kept.TryKeep(new byte[8])), Is.EqualTo((true, true, false)));
        Assert.That((kept.TryTake(out var one), kept.TryTake(out var other), kept.TryTake(out _)), Is.EqualTo((true, true, false)));
        Assert.That(one, Is.SameAs(second));
        Assert.That(other, Is.SameAs(first));
    }
}
