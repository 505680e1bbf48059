using Tidings.Simulation.Kernel;
using Tidings.Simulation.Network;
using Tidings.Simulation.Scenarios;

namespace Tidings.Simulation.Baselines;

/// <summary>What a run of a model costs and how fast it is, from the first publication on. Not thread-safe.</summary>
internal sealed class BaselineMeter(World world, Fabric fabric, int nodes)
{
    private readonly Dictionary<MessageId, (TimeSpan At, int Bytes)> _published = [];
    private readonly List<TimeSpan> _latencies = [];
    private readonly long[] _bytesNeeded = new long[nodes];
    private readonly long[] _bytesReceived = new long[nodes];
    private long _bytesBefore;
    private long _writesBefore;

    /// <summary>RPCs that were sent.</summary>
    public long Messages { get; private set; }

    /// <summary>RPCs that were lost because too many waited.</summary>
    public long Lost { get; private set; }

    public IReadOnlyList<TimeSpan> Latencies => _latencies;

    /// <summary>Bytes on all streams.</summary>
    public long WireBytes => BytesSent - _bytesBefore;

    public long Writes => WritesMade - _writesBefore;

    /// <summary>Bytes of messages that were received, over the bytes that were needed.</summary>
    public double Copies => Ratio(_bytesReceived.Sum(), _bytesNeeded.Sum());

    /// <summary>What each node has sent and received.</summary>
    public IReadOnlyList<NodeFigures> Nodes => NodeFigures.Of(fabric, nodes, node => Ratio(_bytesReceived[node], _bytesNeeded[node]));

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

    public void Received(int node, Rpc rpc) => _bytesReceived[node] += rpc.Messages.Sum(static message => message.Data.Length);

    public void Delivered(int node, MessageId id)
    {
        var (at, bytes) = _published[id];
        _latencies.Add(world.Clock.Now - at);
        _bytesNeeded[node] += bytes;
        world.History.Add(world.Clock.Now, node, (ulong)id.Author, id.Sequence);
    }

    private static double Ratio(long bytes, long needed) => needed == 0 ? 0 : (double)bytes / needed;
}
