using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Limits;

namespace Tidings.Benchmarks.Limits;

/// <summary>One charge and its return: a frame, a download, and a download that becomes a pool entry.</summary>
public class ByteLedgerBenchmark
{
    private const int Items = 256;

    private ByteLedger _ledger = null!;
    private IDownloadBudget _downloads = null!;
    private IByteBudget _pool = null!;

    [GlobalSetup]
    public void Open()
    {
        _ledger = Contents.Ledger();
        _downloads = _ledger.Downloads(Some.Kind);
        _pool = _ledger.Pool(Some.Kind);
    }

    [Benchmark(OperationsPerInvoke = Items)]
    [Arguments(Some.SmallBytes)]
    [Arguments((256 << 10) + ByteLedger.ChunkFrameOverhead)]
    public void RentAndReturn(int bytes)
    {
        for (var i = 0; i < Items; i++)
        {
            _ledger.TryRent(Some.Node(i % 7), bytes)!.Dispose();
        }
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public void ReserveAndRelease()
    {
        for (var i = 0; i < Items; i++)
        {
            _downloads.TryReserve(Some.Node(i % 7), Some.SmallBytes, FetchPriority.Fetch)!.Dispose();
        }
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public void ReserveAndMoveToPool()
    {
        for (var i = 0; i < Items; i++)
        {
            var reservation = _downloads.TryReserve(Some.Node(i % 7), Some.SmallBytes, FetchPriority.Fetch)!;
            reservation.TryMoveTo(_pool);
            reservation.Dispose();
        }
    }
}
