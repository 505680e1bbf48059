using Tidings.Blocks.Limits;

namespace Tidings.Blocks.Tests.Limits;

[TestFixture]
public sealed class BufferPoolTests
{
    private const int Size = 256 << 10;

    [Test]
    public void Where_many_are_in_use_few_more_rents_allocate()
    {
        var pool = new BufferPool([Size], kept: 128);
        Rent(pool, 100);
        Assert.That(Enumerable.Range(0, 50).Count(_ => LargeObjectsIn(() => Rent(pool, 1)) > 0), Is.EqualTo(1));
    }

    [Test]
    public void Where_few_are_in_use_none_are_made_beside_them()
    {
        var pool = new BufferPool([Size], kept: 128);
        Rent(pool, 20);
        Assert.That(LargeObjectsIn(() => Rent(pool, 1)), Is.EqualTo(1));
    }

    [Test]
    public void What_is_made_beside_them_counts_as_kept()
    {
        var pool = new BufferPool([Size], kept: 2);
        Rent(pool, 400);
        Assert.That(LargeObjectsIn(() => Rent(pool, 1)), Is.LessThanOrEqualTo(3));
    }

    [Test]
    public void As_many_as_are_in_use_are_kept()
    {
        var pool = new BufferPool([Size], kept: 8);
        var rented = Rent(pool, 100);
        rented[..45].ForEach(pool.Return);
        Assert.That(LargeObjectsIn(() => Rent(pool, 45)), Is.Zero);
    }

    [Test]
    public void When_few_are_in_use_the_rest_is_let_go()
    {
        var pool = new BufferPool([Size], kept: 8);
        Rent(pool, 100).ForEach(pool.Return);
        Assert.That(LargeObjectsIn(() => Rent(pool, 100)), Is.GreaterThanOrEqualTo(92));
    }

    private static List<byte[]> Rent(BufferPool pool, int count) => [.. Enumerable.Range(0, count).Select(_ => pool.Rent(pool.SizeFor(Size)))];

    private static long LargeObjectsIn(Action action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Size;
    }
}
