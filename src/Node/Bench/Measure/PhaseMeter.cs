using Tidings.Node.Bench.Load;

namespace Tidings.Node.Bench.Measure;

/// <summary>What a subject moves and uses from the start of this on.</summary>
internal sealed class PhaseMeter
{
    private readonly IBroadcastSubject _subject;
    private readonly TimeProvider _time;
    private readonly SubjectCounters _before;
    private readonly long _start;

    private PhaseMeter(IBroadcastSubject subject, TimeProvider time, SubjectCounters before) =>
        (_subject, _time, _before, _start) = (subject, time, before, time.GetTimestamp());

    public static async Task<PhaseMeter> StartAsync(IBroadcastSubject subject, TimeProvider time, CancellationToken cancellationToken) =>
        new(subject, time, await subject.CountersAsync(cancellationToken));

    public async Task<PhaseFigures> FiguresAsync(int size, LatencyHistogram latency, LatencyHistogram completion, CancellationToken cancellationToken)
    {
        var seconds = _time.GetElapsedTime(_start).TotalSeconds;
        var used = await _subject.CountersAsync(cancellationToken) - _before;
        return new PhaseFigures(latency.Count, size, seconds, latency, completion, used.CpuSeconds, used, used.AllocatedBytes, used.Gen2);
    }
}
