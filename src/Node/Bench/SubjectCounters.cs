using Tidings.Node.Hosting;

namespace Tidings.Node.Bench;

/// <summary>What the nodes of a subject have moved and used so far. Immutable.</summary>
/// <param name="SocketBytes">Bytes written to sockets, TLS included.</param>
/// <param name="ReceivedBytes">Bytes of artifacts received, those that came twice counted twice.</param>
/// <param name="CpuSeconds">Processor time of the processes that they run in.</param>
/// <param name="AllocatedBytes">Managed memory allocated there.</param>
/// <param name="Gen2">Full collections there.</param>
internal readonly record struct SubjectCounters(long SocketBytes, long ReceivedBytes, double CpuSeconds = 0, long AllocatedBytes = 0, int Gen2 = 0)
{
    /// <summary>Of nodes that run in this process.</summary>
    public static SubjectCounters Here(long socketBytes, long receivedBytes) =>
        new(socketBytes, receivedBytes, ProcessUse.CpuSeconds(), GC.GetTotalAllocatedBytes(precise: true), GC.CollectionCount(2));

    public static SubjectCounters operator +(SubjectCounters left, SubjectCounters right) => new(
        left.SocketBytes + right.SocketBytes,
        left.ReceivedBytes + right.ReceivedBytes,
        left.CpuSeconds + right.CpuSeconds,
        left.AllocatedBytes + right.AllocatedBytes,
        left.Gen2 + right.Gen2);

    public static SubjectCounters operator -(SubjectCounters after, SubjectCounters before) => new(
        after.SocketBytes - before.SocketBytes,
        after.ReceivedBytes - before.ReceivedBytes,
        after.CpuSeconds - before.CpuSeconds,
        after.AllocatedBytes - before.AllocatedBytes,
        after.Gen2 - before.Gen2);
}
