using FsCheck;
using FsCheck.Fluent;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Publish;

namespace Tidings.Blocks.Tests.Publish;

/// <summary>Which slot a peer is told next.</summary>
[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class SlotLinesTests
{
    private const int Slots = 8;

    private static readonly FetchPriority[] Classes = [FetchPriority.Later, FetchPriority.Fetch, FetchPriority.FetchNow];

    private readonly SlotLines _lines = new();

    [Test]
    public void The_most_urgent_goes_first_and_those_of_a_class_in_their_order()
    {
        Slot[] slots = [Add(0, FetchPriority.Later), Add(1, FetchPriority.FetchNow), Add(2, FetchPriority.Fetch), Add(3, FetchPriority.FetchNow), Add(4, FetchPriority.Fetch)];
        Assert.That(_lines.Class, Is.EqualTo(FetchPriority.FetchNow));
        _lines.Remove(slots[3]);
        Add(3, FetchPriority.Fetch);
        Assert.That(TakeAll(bytes: 100), Is.EqualTo(new[] { 1, 2, 4, 3, 0 }));
        Assert.That(_lines.Class, Is.EqualTo(FetchPriority.Later));
    }

    [Test]
    public void A_class_that_an_artifact_should_not_be_fetched_with_waits_with_the_last()
    {
        Add(0, FetchPriority.Drop);
        Add(1, FetchPriority.Fetch);
        Add(2, FetchPriority.Later);
        Assert.That(TakeAll(bytes: 100), Is.EqualTo(new[] { 1, 0, 2 }));
    }

    [Test]
    public void Urgent_ones_that_never_end_leave_the_others_their_share()
    {
        const int Bytes = 1 << 10;
        var had = new int[Classes.Length];
        for (var number = 0; number < Classes.Length; number++)
        {
            Add(number, Classes[number]);
        }

        for (var i = 0; i < 3200; i++)
        {
            Assert.That(_lines.TryPeek(out var next), Is.True);
            had[next!.Number]++;
            _lines.Serve(next, Bytes);
            _lines.Remove(next);
            _lines.Add(next);
        }

        Assert.That(had[0], Is.GreaterThan(3200 / 16 * 0.9), "the last");
        Assert.That(had[1], Is.GreaterThan(3200 / 8 * 0.9), "the usual");
        Assert.That(had[2], Is.GreaterThan(3200 / 2), "the urgent");
    }

    [Test]
    public void It_is_a_plain_list_of_each_class() =>
        Prop.ForAll(Gen.Choose(0, (Slots * 5) - 1).ListOf().ToArbitrary(), Holds).QuickCheckThrowOnFailure();

    // An entry is a slot and what happens: it comes with one of three classes, it is taken out, or whoever is next is told.
    private static bool Holds(IReadOnlyList<int> history)
    {
        var (lines, model, shares) = (new SlotLines(), new List<Slot>(), new LevelShares(GrantLevel.ClassShares, SlotLines.ShareBytes));
        foreach (var entry in history)
        {
            var (number, what) = (entry / 5, entry % 5);
            var there = model.Find(slot => slot.Number == number);
            if (what < Classes.Length && there is null)
            {
                var slot = new Slot(number) { Class = Classes[what] };
                model.Add(slot);
                lines.Add(slot);
            }
            else if (what == Classes.Length && there is not null)
            {
                model.Remove(there);
                lines.Remove(there);
            }
            else if (what > Classes.Length && model.Count > 0)
            {
                var bytes = 1 << (10 + (number % 4));
                var next = Next(model, shares);
                shares.Serve(GrantLevel.OfClass(next.Class), bytes, Waiting(model));
                model.Remove(next);
                if (!lines.TryPeek(out var first) || first != next)
                {
                    return false;
                }

                lines.Serve(first, bytes);
                lines.Remove(first);
            }

            if (lines.Count != model.Count || lines.Class != model.Select(slot => slot.Class).DefaultIfEmpty(FetchPriority.Later).Max() || lines.TryPeek(out _) != model.Count > 0)
            {
                return false;
            }
        }

        return true;
    }

    private static Slot Next(List<Slot> model, LevelShares shares)
    {
        var level = shares.Pick(Waiting(model));
        return model.First(slot => GrantLevel.OfClass(slot.Class) == level);
    }

    private static uint Waiting(List<Slot> model) => model.Aggregate(0u, (waiting, slot) => waiting | (1u << GrantLevel.OfClass(slot.Class)));

    private Slot Add(int number, FetchPriority priority)
    {
        var slot = new Slot(number) { Class = priority };
        _lines.Add(slot);
        return slot;
    }

    private List<int> TakeAll(int bytes)
    {
        var taken = new List<int>();
        while (_lines.TryPeek(out var next))
        {
            taken.Add(next.Number);
            _lines.Serve(next, bytes);
            _lines.Remove(next);
        }

        return taken;
    }
}
