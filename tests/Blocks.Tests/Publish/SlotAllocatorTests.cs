using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Tests.Dedupe;

namespace Tidings.Blocks.Tests.Publish;

public sealed class SlotAllocatorTests
{
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public void Artifacts_whose_ids_begin_alike_are_told_apart(int emptied)
    {
        var slots = new SlotAllocator(3);
        var filled = Enumerable.Range(0, 3).Select(i => Fill(slots, Id(i))).ToArray();
        Assert.That(Enumerable.Range(0, 3).Select(i => slots.Find(Id(i))), Is.EqualTo(filled));
        Assert.That(slots.FindShort(Id(0).Hash.Prefix), Is.Null, "which one is not known");

        slots.Empty(filled[emptied]);
        Assert.That(slots.Find(Id(emptied)), Is.Null);
        Assert.That(Enumerable.Range(0, 3).Where(i => i != emptied).Select(i => slots.Find(Id(i))), Is.EqualTo(filled.Where((_, i) => i != emptied)));

        var last = (emptied + 1) % 3;
        slots.Empty(filled[(emptied + 2) % 3]);
        Assert.That(slots.FindShort(Id(0).Hash.Prefix), Is.EqualTo(filled[last]));
        slots.Empty(filled[last]);
        Assert.That(slots.FindFirst(Id(0).Hash.Prefix), Is.Null);
    }

    [Test]
    public void An_artifact_takes_the_lowest_free_slot_that_held_one_like_it()
    {
        var slots = new SlotAllocator(4);
        Slot[] filled = [Fill(slots, Id(0)), Fill(slots, Id(1), isRelay: true), Fill(slots, Id(2)), Fill(slots, Id(3), isRelay: true)];
        Array.ForEach(filled, slots.Empty);
        Assert.That(Fill(slots, Id(4), isRelay: true).Number, Is.EqualTo(1));
        Assert.That(Fill(slots, Id(5)).Number, Is.Zero);
        Assert.That(Fill(slots, Id(6), isRelay: true).Number, Is.EqualTo(3));
        Assert.That(Fill(slots, Id(7), isRelay: true).Number, Is.EqualTo(2), "before the table grows any other will do");
        Assert.That(() => slots.TakeFree(isRelay: true), Throws.InvalidOperationException);
    }

    private static Slot Fill(SlotAllocator slots, ArtifactId id, bool isRelay = false)
    {
        var slot = slots.TakeFree(isRelay);
        slots.Fill(slot, Some.Advert(1) with { Id = id }, FetchPriority.Fetch, new ReceiptRecord(id));
        return slot;
    }

    private static ArtifactId Id(int last)
    {
        var bytes = new byte[32];
        bytes[31] = (byte)last;
        return new ArtifactId(bytes);
    }
}
