using System.Threading.Tasks.Dataflow;
using Microsoft.Extensions.Logging;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Receive;

/// <summary>
/// Frames become messages, in the order in which they came. A bad one is counted, reported, logged once per session of its peer, and given back;
/// it disturbs nothing else.
/// </summary>
internal sealed partial class ReceiveBlock
{
    private readonly IWireCodec _codec;
    private readonly IOffenceSink _offences;
    private readonly ILogger _logger;
    private readonly FrameInstruments _instruments;
    private readonly RefusalEpisodes _episodes = new();

    private ReceiveBlock(IWireCodec codec, IOffenceSink offences, StageContext context)
    {
        _codec = codec;
        _offences = offences;
        _logger = context.Logger;
        _instruments = new FrameInstruments(context.Meter);
    }

    public static IPropagatorBlock<Inbound, PeerMessage> Create(ReceiveOptions options, IWireCodec codec, IOffenceSink offences, StageContext context)
    {
        var block = new ReceiveBlock(codec, offences, context);
        return new StageBlock<Inbound, PeerMessage>(block.Handle, context, options.Capacity);
    }

    private PeerMessage[] Handle(Inbound inbound)
    {
        switch (inbound)
        {
            case InboundFrame frame:
                return Decode(frame);
            case InboundPeer { Event: var change }:
                if (change is PeerLeft)
                {
                    _episodes.Ends(change.Peer);
                }

                return [new PeerChanged(change)];
            default:
                return [];
        }
    }

    private PeerMessage[] Decode(InboundFrame frame)
    {
        if (_codec.TryRead(frame.Type, frame.Body.Memory, out var message, out var error) && message is KindMessage ofKind)
        {
            return [new DecodedMessage(frame.Peer, frame.Session, frame.Lane, ofKind.Kind, ofKind, frame.Body)];
        }

        // The words of a session end in the session; here they have no place.
        frame.Body.Dispose();
        Refuse(frame, error == WireError.None ? WireError.UnknownType : error);
        return [];
    }

    private void Refuse(InboundFrame frame, WireError error)
    {
        _instruments.Refused(error);
        _offences.Report(frame.Peer, Offence.BadFrame, $"{frame.Type}: {error}");
        if (_episodes.Begins(frame.Peer, frame.Session))
        {
            LogRefused(_logger, frame.Peer, frame.Type, error, frame.Lane);
        }
    }
}
