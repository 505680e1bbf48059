using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Wire;

namespace Tidings.Benchmarks.Dedupe;

/// <summary>A neighbour's slots: writing a commit, and comparing a page's digest. Slots are visited far from each other, as a full table is.</summary>
public class SlotTableBenchmark
{
    private const int Items = 1024;
    private const int Stride = 7919;

    private SlotTable _table = null!;
    private int _slot;
    private ulong _commit;

    [Params(100, 10_000, 1_000_000)]
    public int Slots { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _table = new SlotTable(Some.Node(1), Slots);
        for (var slot = 0; slot < Slots; slot++)
        {
            _table.SetCommit(slot, ++_commit);
        }
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public void Write()
    {
        for (var i = 0; i < Items; i++)
        {
            _slot = (_slot + Stride) % Slots;
            _table.SetCommit(_slot, ++_commit);
        }
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public int CompareDigest()
    {
        var differing = 0;
        for (var i = 0; i < Items; i++)
        {
            _slot = (_slot + Stride) % Slots;
            differing += _table.IsDifferent(new PageDigest(SlotDigest.PageOf((uint)_slot), (ulong)i)) ? 1 : 0;
        }

        return differing;
    }
}
