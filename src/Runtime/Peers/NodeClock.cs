namespace Tidings.Runtime.Peers;

/// <summary>Time since the node started, as the cores want it. Thread-safe.</summary>
internal sealed class NodeClock(TimeProvider time)
{
    private readonly long _start = time.GetTimestamp();

    public TimeProvider Provider => time;

    public TimeSpan Now => time.GetElapsedTime(_start);
}
