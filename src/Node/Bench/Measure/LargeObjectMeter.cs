using System.Diagnostics.Tracing;

namespace Tidings.Node.Bench.Measure;

/// <summary>
/// Bytes of large objects allocated, as the runtime's own events tell: one for each 100 KiB or so, with the exact amount since the last. It listens for as long
/// as it lives, which costs an event for each 100 KiB of small objects too: only rows of large artifacts, which allocate little, are measured with it.
/// </summary>
internal sealed class LargeObjectMeter : EventListener
{
    private const string Source = "Microsoft-Windows-DotNETRuntime";
    private const string Event = "GCAllocationTick";
    private const string KindField = "AllocationKind";
    private const string AmountField = "AllocationAmount64";
    private const uint LargeKind = 1;
    private const EventKeywords GarbageCollection = (EventKeywords)1;

    // Events come from a buffer that the runtime empties ten times a second.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    private long _bytes;

    /// <summary>Since the meter was made, once what has happened has come through.</summary>
    public async Task<long> BytesAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        await Task.Delay(Settling, time, cancellationToken);
        return Volatile.Read(ref _bytes);
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Source)
        {
            EnableEvents(eventSource, EventLevel.Verbose, GarbageCollection);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith(Event, StringComparison.Ordinal) == true
            && eventData.PayloadNames is { } names
            && eventData.Payload is { } values
            && values[names.IndexOf(KindField)] is LargeKind
            && values[names.IndexOf(AmountField)] is ulong amount)
        {
            Interlocked.Add(ref _bytes, (long)amount);
        }
    }
}
