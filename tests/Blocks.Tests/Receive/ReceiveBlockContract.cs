using Tidings.Blocks.Peers;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Tests.Limits;
using Tidings.Blocks.Tests.Wire;
using Tidings.Blocks.Wire;
using Tidings.Contract;

namespace Tidings.Blocks.Tests.Receive;

[TestFixture]
internal sealed class ReceiveBlockContract : StageContract<Inbound, PeerMessage>
{
    private static readonly NodeId Peer = LimitsWorld.Peer(1);
    private static readonly ProtobufWireCodec Codec = new(RandomMessages.Kinds);

    protected override StageFactory<Inbound, PeerMessage> Factory =>
        static context => ReceiveBlock.Create(new ReceiveOptions { Capacity = 8 }, Codec, new NobodyBlamed(), context);

    protected override int OutputsOfSamples => 4;

    protected override IReadOnlyList<Inbound> Samples() =>
    [
        new InboundPeer(new PeerJoined(Peer, 1, 1, [])),
        Frame(new CancelMessage("file", [1])),
        Frame(new CancelMessage("nobody", [2])),
        Frame(new SyncedMessage("file", [])),
        new InboundPeer(new PeerLeft(Peer, 1, false)),
    ];

    private static InboundFrame Frame(WireMessage message) =>
        new(Peer, 1, 0, message.Type, new TestBuffers().Of(Bodies.Write(Codec, message)));

    private sealed class NobodyBlamed : IOffenceSink
    {
        public void Report(NodeId peer, Offence offence, string detail)
        {
        }
    }
}
