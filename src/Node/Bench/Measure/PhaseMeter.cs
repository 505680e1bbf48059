using Tidings.Node.Bench.Load;
using Tidings.Node.Hosting;

namespace Tidings.Node.Bench.Measure;

/// <summary>What the process and a subject use from its making on.</summary>
internal sealed class PhaseMeter(IBroadcastSubject subject, TimeProvider time)
{
    private readonly SubjectCounters _moved = subject.Counters();
    private readonly long _allocated = GC.GetTotalAllocatedBytes(precise: true);
    private readonly int _gen2 = GC.CollectionCount(2);
    private readonly double _cpu = ProcessUse.CpuSeconds();
    private readonly long _start = time.GetTimestamp();

    public PhaseFigures Figures(int size, LatencyHistogram latency, LatencyHistogram completion)
    {
        var seconds = time.GetElapsedTime(_start).TotalSeconds;
        var cpu = ProcessUse.CpuSeconds() - _cpu;
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - _allocated;
        return new PhaseFigures(
            latency.Count, size, seconds, latency, completion, cpu, subject.Counters() - _moved, allocated, GC.CollectionCount(2) - _gen2);
    }
}
