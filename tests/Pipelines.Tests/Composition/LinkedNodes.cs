using System.Buffers;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Wire;
using Tidings.Contract;
using Tidings.Pipelines.DependencyInjection;

namespace Pipelines.Tests.Composition;

/// <summary>Nodes in one virtual world whose frames are handed over as the wire would, without sessions below: encoded, charged and decoded.</summary>
internal sealed class LinkedNodes : IDisposable
{
    private const long Session = 1;
    private readonly NodeUnderTest[] _nodes;

    public LinkedNodes(int count, Action<ITidingsBuilder> compose, int seed = 1, Dictionary<string, string?>? configuration = null)
    {
        World = new VirtualWorld(seed);
        _nodes = [.. Enumerable.Range(1, count).Select(number => new NodeUnderTest(compose, configuration, World, number: (byte)number))];
        foreach (var node in _nodes)
        {
            node.Graph.Start();
            node.Wire = message => Carry(node, message);
        }
    }

    public VirtualWorld World { get; }

    /// <summary>Bytes of chunks that were carried.</summary>
    public long ChunkBytes { get; private set; }

    /// <summary>Told each chunk that is carried: its kind and its bytes.</summary>
    public event Action<string, int>? ChunkCarried;

    public NodeUnderTest this[int index] => _nodes[index];

    /// <summary>A session with a control lane and a bulk lane, at both ends.</summary>
    public void Join(int first, int second)
    {
        Joined(_nodes[first], _nodes[second]);
        Joined(_nodes[second], _nodes[first]);
    }

    public void Dispose()
    {
        foreach (var node in _nodes)
        {
            node.Dispose();
        }
    }

    private void Joined(NodeUnderTest node, NodeUnderTest peer)
    {
        var kinds = peer.Graph.Branches.Select(branch => new PeerKind(branch.Kind, branch.Limits.Slots, branch.Limits.ChunkSize, branch.Limits.MaxBytes, null));
        Tell(new PeerJoined(peer.Self, Session, NodeUnderTest.Incarnation, [.. kinds]));
        Tell(new LaneChanged(peer.Self, Session, 0, true));
        Tell(new LaneChanged(peer.Self, Session, 1, true));

        void Tell(PeerEvent change) => Assert.That(node.Graph.Receive.TryWrite(new InboundPeer(change)));
    }

    private bool Carry(NodeUnderTest from, OutboundMessage message)
    {
        var to = _nodes.Single(node => node.Self == message.Peer);
        var body = new ArrayBufferWriter<byte>();
        from.Graph.Wire.Write(message.Message, body);
        if (message.Message is ChunkMessage chunk)
        {
            body.Write(chunk.Data.Span);
            ChunkBytes += chunk.Data.Length;
            ChunkCarried?.Invoke(chunk.Kind, chunk.Data.Length);
        }

        message.ReleaseLease();
        from.Graph.RoomFreed(new RoomFreed([new LaneRoom(message.Peer, message.Session, message.Lane, message.Bytes)]));
        var buffer = to.Graph.Ledger.TryRent(from.Self, body.WrittenCount)!;
        body.WrittenSpan.CopyTo(buffer.Memory.Span);
        Assert.That(to.Graph.Receive.TryWrite(new InboundFrame(from.Self, Session, message.Lane, message.Message.Type, buffer)));
        return true;
    }
}
