using System.Threading.Tasks.Dataflow;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Move;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Serve;

/// <summary>The stage that answers the requests of peers, chunk by chunk, into room that the bandwidth stage grants.</summary>
internal sealed partial class ServeBlock
{
    private readonly ServeSettings _settings;
    private readonly ServeLedger _ledger;
    private readonly IOffenceSink _offences;
    private readonly StageContext _context;
    private readonly ServeInstruments _instruments;
    private readonly long _start;
    private readonly HashSet<NodeId> _logged = [];

    private ServeBlock(ServeSettings settings, IPoolStatus pool, IOffenceSink offences, StageContext context)
    {
        _settings = settings;
        _ledger = new ServeLedger(settings, pool);
        _offences = offences;
        _context = context;
        _instruments = new ServeInstruments(context.Meter, settings.Kind);
        _start = context.Time.GetTimestamp();
    }

    /// <summary>The stage. Its demands are answered through its signal of <see cref="ServeGranted"/>.</summary>
    /// <param name="settings">Limits, and what the kind adds.</param>
    /// <param name="pool">Where the bytes are.</param>
    /// <param name="offences">Where floods are reported.</param>
    /// <param name="context">The stage.</param>
    public static IPropagatorBlock<ServeInput, BandwidthInput> Create(ServeSettings settings, IPoolStatus pool, IOffenceSink offences, StageContext context) =>
        new StageBlock<ServeInput, BandwidthInput>(new ServeBlock(settings, pool, offences, context).Handle, context);

    private List<BandwidthInput> Handle(ServeInput input)
    {
        var effects = _ledger.Handle(input, _context.Time.GetElapsedTime(_start));
        foreach (var (peer, offence, detail) in effects.Offences)
        {
            _offences.Report(peer, offence, detail);
            if (_logged.Add(peer))
            {
                LogOffence(_context.Logger, peer.ToShortString(), _settings.Kind, detail);
            }
        }

        _instruments.Answered(effects.Answered);
        switch (input)
        {
            case ServeMessage message:
                message.Message.Buffer.Dispose();
                break;
            case ServePeer { Event: PeerLeft left }:
                _logged.Remove(left.Peer);
                break;
        }

        return effects.Outputs;
    }
}
