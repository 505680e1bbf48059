namespace Tidings.Node.Bench;

/// <summary>What the nodes of a subject have moved so far. Immutable.</summary>
/// <param name="SocketBytes">Bytes written to sockets, TLS included.</param>
/// <param name="ReceivedBytes">Bytes of artifacts received, those that came twice counted twice.</param>
internal readonly record struct SubjectCounters(long SocketBytes, long ReceivedBytes)
{
    public static SubjectCounters operator +(SubjectCounters left, SubjectCounters right) =>
        new(left.SocketBytes + right.SocketBytes, left.ReceivedBytes + right.ReceivedBytes);

    public static SubjectCounters operator -(SubjectCounters after, SubjectCounters before) =>
        new(after.SocketBytes - before.SocketBytes, after.ReceivedBytes - before.ReceivedBytes);
}
