using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Publish;

namespace Tidings.Benchmarks.Publish;

/// <summary>What one neighbour was told: writing it, asking whether it is current, and the digest of a page.</summary>
public class ToldTableBenchmark
{
    private const int Items = 1024;
    private const int Stride = 7919;

    private ToldTable _told = null!;
    private Slot[] _slots = null!;
    private int _slot;
    private ulong _commit;

    [Params(100, 10_000, 1_000_000)]
    public int Slots { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _told = new ToldTable();
        _slots = [.. Enumerable.Range(0, Slots).Select(number => new Slot(number) { Commit = ++_commit, Advert = Some.Advert(number) })];
        foreach (var slot in _slots)
        {
            _told.Set(slot.Number, slot.Commit, isLive: true);
        }
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public void Set()
    {
        for (var i = 0; i < Items; i++)
        {
            _slot = (_slot + Stride) % Slots;
            _told.Set(_slot, ++_commit, isLive: true);
        }
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public int IsCurrent()
    {
        var current = 0;
        for (var i = 0; i < Items; i++)
        {
            _slot = (_slot + Stride) % Slots;
            current += _told.IsCurrent(_slots[_slot]) ? 1 : 0;
        }

        return current;
    }
}
