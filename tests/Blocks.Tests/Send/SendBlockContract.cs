using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Send;
using Tidings.Blocks.Wire;
using Tidings.Contract;
using static Tidings.Blocks.Tests.Limits.LimitsWorld;

namespace Tidings.Blocks.Tests.Send;

internal sealed class SendBlockContract : SinkContract<OutboundMessage>
{
    protected override SinkFactory<OutboundMessage> Factory => context => SendBlock.Create(new NoSessions(), context);

    protected override IReadOnlyList<OutboundMessage> Samples() => [Message(1), Message(2), Message(2)];

    private static OutboundMessage Message(int peer) =>
        new(new Flow("file", FlowRole.Publish), Peer(peer), 1, 0, FetchPriority.Fetch, new ReadyMessage(), 100);

    private sealed class NoSessions : IPeerSender
    {
        public bool TrySend(OutboundMessage message) => false;
    }
}
