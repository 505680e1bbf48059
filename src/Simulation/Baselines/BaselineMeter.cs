using Tidings.Simulation.Kernel;
using Tidings.Simulation.Network;

namespace Tidings.Simulation.Baselines;

/// <summary>What a run of a model costs and how fast it is, from the first publication on. Not thread-safe.</summary>
internal sealed class BaselineMeter(World world, Fabric fabric)
{
    private readonly Dictionary<MessageId, (TimeSpan At, int Bytes)> _published = [];
    private readonly List<TimeSpan> _latencies = [];
    private long _bytesBefore;
    private long _writesBefore;
    private long _bytesNeeded;
    private long _bytesReceived;

    /// <summary>RPCs that were sent.</summary>
    public long Messages { get; private set; }

    /// <summary>RPCs that were lost because too many waited.</summary>
    public long Lost { get; private set; }

    public IReadOnlyList<TimeSpan> Latencies => _latencies;

    /// <summary>Bytes on all streams.</summary>
    public long WireBytes => BytesSent - _bytesBefore;

    public long Writes => WritesMade - _writesBefore;

    /// <summary>Bytes of messages that were received, over the bytes that were needed.</summary>
    public double Copies => _bytesNeeded == 0 ? 0 : (double)_bytesReceived / _bytesNeeded;

    private long BytesSent => fabric.Links.Sum(static link => link.BytesSent);

    private long WritesMade => fabric.Links.Sum(static link => link.SegmentsSent);

    public void Published(PublishedMessage message)
    {
        if (_published.Count == 0)
        {
            (_bytesBefore, _writesBefore, Messages) = (BytesSent, WritesMade, 0);
        }

        _published.Add(message.Id, (world.Clock.Now, message.Data.Length));
    }

    public void Sent(bool isSent)
    {
        Messages += isSent ? 1 : 0;
        Lost += isSent ? 0 : 1;
    }

    public void Received(Rpc rpc) => _bytesReceived += rpc.Messages.Sum(static message => message.Data.Length);

    public void Delivered(int node, MessageId id)
    {
        var (at, bytes) = _published[id];
        _latencies.Add(world.Clock.Now - at);
        _bytesNeeded += bytes;
        world.History.Add(world.Clock.Now, node, (ulong)id.Author, id.Sequence);
    }
}
