using System.Threading.Tasks.Dataflow;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Send;

/// <summary>The end of the graph: hands messages to their lanes, for which room was granted, and frees what no session takes.</summary>
internal sealed partial class SendBlock
{
    private readonly IPeerSender _sender;
    private readonly SendInstruments _instruments;
    private readonly StageContext _context;
    private (NodeId Peer, long Session) _lastGone;

    private SendBlock(IPeerSender sender, StageContext context)
    {
        _sender = sender;
        _context = context;
        _instruments = new SendInstruments(context.Meter);
    }

    /// <summary>The sink for outgoing messages. It never waits: a message that is here has its place.</summary>
    /// <param name="sender">The session layer.</param>
    /// <param name="context">The stage.</param>
    public static ITargetBlock<OutboundMessage> Create(IPeerSender sender, StageContext context) =>
        new StageBlock<OutboundMessage, OutboundMessage>(new SendBlock(sender, context).Handle, context);

    private OutboundMessage[] Handle(OutboundMessage message)
    {
        Send(message);
        return [];
    }

    private void Send(OutboundMessage message)
    {
        if (_sender.TrySend(message))
        {
            _instruments.Sent(message);
            return;
        }

        message.ReleaseLease();
        _instruments.Dropped(message);
        if (_lastGone != (message.Peer, message.Session))
        {
            _lastGone = (message.Peer, message.Session);
            LogGone(_context.Logger, message.Peer.ToShortString(), message.Session);
        }
    }
}
