using System.Threading.Tasks.Dataflow;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Publish;

/// <summary>The publish stage as a block: disposes the frames, keeps its one timer, reports and counts; decides nothing.</summary>
internal sealed partial class PublishBlock : IDisposable
{
    // Inputs after which it is said what is there for whom, though more wait: as many as the stage may hold.
    private const int TogetherMax = 64;

    private readonly PublishSettings _settings;
    private readonly PublishCore _core;
    private readonly IOffenceSink _offences;
    private readonly StageContext _context;
    private readonly PublishInstruments _instruments;
    private readonly WakeTimer _timer;
    private readonly long _start;
    private int _together;

    private PublishBlock(PublishSettings settings, PublishCore core, IOffenceSink offences, Signal<PublishWake> wake, StageContext context)
    {
        _settings = settings;
        _core = core;
        _offences = offences;
        _context = context;
        _instruments = new PublishInstruments(context.Meter, settings.Kind);
        _start = context.Time.GetTimestamp();
        _timer = new WakeTimer(context.Time, () => wake.Raise(new PublishWake()));
        Block = new StageBlock<PublishInput, BandwidthInput>(Handle, context);
        Block.Completion.ContinueWith(_ => Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, context.Scheduler);
    }

    private StageBlock<PublishInput, BandwidthInput> Block { get; }

    /// <param name="settings">The kind and its options.</param>
    /// <param name="index">Who advertises what, by the dedupe stage of the kind.</param>
    /// <param name="receipts">What is told to publishers.</param>
    /// <param name="offences">Where floods of held marks are reported.</param>
    /// <param name="wake">The signal that comes back as <see cref="PublishWake"/>.</param>
    /// <param name="context">The stage's context.</param>
    public static IPropagatorBlock<PublishInput, BandwidthInput> Create(
        PublishSettings settings,
        IHolderIndex index,
        ReceiptBook receipts,
        IOffenceSink offences,
        Signal<PublishWake> wake,
        StageContext context) => new PublishBlock(settings, new PublishCore(settings, index, receipts), offences, wake, context).Block;

    public void Dispose() => _timer.Dispose();

    private IReadOnlyList<BandwidthInput> Handle(PublishInput input)
    {
        using var frame = (input as PublishMessage)?.Message.Buffer;
        var now = _context.Time.GetElapsedTime(_start);
        var isLast = !Block.HasWaiting || ++_together >= TogetherMax;
        var effects = _core.Handle(input, now, isLast);
        _instruments.Handled(effects);
        Report(effects);
        if (isLast)
        {
            _together = 0;
            _timer.Arm(_core.NextWake ?? TimeSpan.MaxValue, now);
        }

        return effects.Outputs;
    }

    private void Report(PublishEffects effects)
    {
        if (effects.HeldMismatch is { IsFirst: true } differing)
        {
            LogHeldMarksDiffer(_context.Logger, differing.Peer.ToShortString(), _settings.Kind);
        }

        if (effects.Flooded is { } flooded)
        {
            _offences.Report(flooded.Peer, Offence.Flood, _settings.Kind);
            if (flooded.IsFirst)
            {
                LogHeldMarksFlooded(_context.Logger, flooded.Peer.ToShortString(), _settings.Kind);
            }
        }
    }
}
