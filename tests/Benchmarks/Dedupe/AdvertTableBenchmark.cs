using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Wire;

namespace Tidings.Benchmarks.Dedupe;

/// <summary>One slot update of a neighbour whose slots are all in use: another artifact in the slot, or the same again.</summary>
public class AdvertTableBenchmark
{
    private const int Items = 256;

    private AdvertTable _adverts = null!;
    private SlotTable _table = null!;
    private int _slot;
    private ulong _commit;

    [Params(100, 10_000, 1_000_000)]
    public int Slots { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        var index = new HolderIndex(new DedupeOptions());
        _adverts = new AdvertTable(new ReceiveCheck(new OpenPool(), Contents.Ledger()), index, new ShortAdverts(index, new OpenPool(), new DedupeOptions()));
        _table = new SlotTable(Some.Node(1), Slots);
        _table.Join(1, 1, Slots);
        for (var done = 0; done < Slots; done += Items)
        {
            Replace();
        }
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public int Replace()
    {
        var effects = new DedupeEffects();
        for (var i = 0; i < Items; i++)
        {
            _slot = (_slot + 1) % Slots;
            _commit++;
            _adverts.Update(_table, new SlotUpdate((uint)_slot, _commit, Some.Advert((long)_commit), null), effects);
        }

        return Outcome(effects, AdvertOutcome.Offered);
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public int Repeat()
    {
        var effects = new DedupeEffects();
        for (var i = 0; i < Items; i++)
        {
            _slot = (_slot + 1) % Slots;
            var entry = _table.At(_slot);
            _adverts.Update(_table, new SlotUpdate((uint)_slot, entry.Commit, entry.Claim?.Advert, null), effects);
        }

        return Outcome(effects, AdvertOutcome.Repeated);
    }

    private static int Outcome(DedupeEffects effects, AdvertOutcome outcome) =>
        effects.Outcomes[(int)outcome] == Items ? Items : throw new InvalidOperationException($"Not all updates were {outcome}.");
}
