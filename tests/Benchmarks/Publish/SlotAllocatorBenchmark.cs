using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Publish;

namespace Tidings.Benchmarks.Publish;

/// <summary>One artifact leaves its slot and another takes the lowest free one of its sort; a tenth of the slots is free.</summary>
public class SlotAllocatorBenchmark
{
    private const int Items = 256;
    private const int Stride = 7919;

    private SlotAllocator _slots = null!;
    private int _slot;
    private long _artifact;

    [Params(100, 10_000, 1_000_000)]
    public int Slots { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        _slots = new SlotAllocator(Slots);
        for (var i = 0; i < Slots; i++)
        {
            _slots.Fill(_slots.TakeFree(isRelay: false), Some.Advert(_artifact), FetchPriority.Fetch, new ReceiptRecord(Some.Id(_artifact++)));
        }

        for (var slot = 0; slot < Slots; slot += 10)
        {
            _slots.Empty(_slots.Slots[slot]);
        }
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public void EmptyAndFill()
    {
        for (var i = 0; i < Items; i++)
        {
            do
            {
                _slot = (_slot + Stride) % Slots;
            }
            while (_slots.Slots[_slot].Advert is null);

            _slots.Empty(_slots.Slots[_slot]);
            _slots.Fill(_slots.TakeFree(isRelay: false), Some.Advert(_artifact), FetchPriority.Fetch, new ReceiptRecord(Some.Id(_artifact++)));
        }
    }
}
