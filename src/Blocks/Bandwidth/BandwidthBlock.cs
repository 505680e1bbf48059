using System.Threading.Tasks.Dataflow;
using Tidings.Blocks.Send;

namespace Tidings.Blocks.Bandwidth;

/// <summary>The one place that everything outgoing passes: demands come in, grants go back by signal, and granted messages go on to be sent.</summary>
internal sealed partial class BandwidthBlock : IDisposable
{
    // Inputs whose grants are decided in one round, beside demands, which are answered at once: as many as the stage may hold.
    private const int TogetherMax = 64;

    private readonly BandwidthLedger _ledger;
    private readonly IReadOnlyDictionary<Flow, Signal<Grants>> _granted;
    private readonly StageContext _context;
    private readonly SendInstruments _instruments;
    private readonly HashSet<Flow> _unknown = [];
    private readonly List<OutboundMessage> _outputs = [];
    private readonly long _start;
    private readonly WakeTimer _timer;
    private int _together;

    private BandwidthBlock(BandwidthSettings settings, IReadOnlyDictionary<Flow, Signal<Grants>> granted, Signal<BandwidthWake> wake, StageContext context)
    {
        _ledger = new BandwidthLedger(settings);
        _granted = granted;
        _context = context;
        _instruments = new SendInstruments(context.Meter);
        _start = context.Time.GetTimestamp();
        _timer = new WakeTimer(context.Time, () => wake.Raise(new BandwidthWake()));
        Block = new StageBlock<BandwidthInput, OutboundMessage>(Handle, context);
        Block.Completion.ContinueWith(_ => Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, context.Scheduler);
    }

    private StageBlock<BandwidthInput, OutboundMessage> Block { get; }

    /// <summary>The stage. What it passes on has room and tokens; what came too late for its session is dropped and its lease released.</summary>
    /// <param name="settings">Limits, and what the kinds add.</param>
    /// <param name="granted">The signal of each flow; a flow without one is never granted anything, and logged.</param>
    /// <param name="wake">The stage's own wake signal.</param>
    /// <param name="context">The stage.</param>
    public static IPropagatorBlock<BandwidthInput, OutboundMessage> Create(
        BandwidthSettings settings, IReadOnlyDictionary<Flow, Signal<Grants>> granted, Signal<BandwidthWake> wake, StageContext context) =>
        new BandwidthBlock(settings, granted, wake, context).Block;

    public void Dispose() => _timer.Dispose();

    private List<OutboundMessage> Handle(BandwidthInput input)
    {
        _outputs.Clear();
        if (input is Demand demand && !_granted.ContainsKey(demand.Flow))
        {
            if (_unknown.Add(demand.Flow))
            {
                LogNoSignal(_context.Logger, demand.Flow.Role, demand.Flow.Kind);
            }

            return _outputs;
        }

        var now = _context.Time.GetElapsedTime(_start);
        var isLast = input is Demand || !Block.HasWaiting || ++_together >= TogetherMax;
        var effects = _ledger.Handle(input, now, isLast);
        if (effects.Dropped is { } dropped)
        {
            dropped.ReleaseLease();
            _instruments.Dropped(dropped);
        }

        if (isLast)
        {
            _together = 0;
            Raise(effects.Grants);
            _timer.Arm(_ledger.NextWake ?? TimeSpan.MaxValue, now);
        }

        if (effects.Send is { } message)
        {
            _outputs.Add(message);
        }

        return _outputs;
    }

    /// <summary>One signal per flow, its grants in order. There are a few at a time: the flows that were granted nothing yet are found by looking.</summary>
    private void Raise(List<KeyValuePair<Flow, Grant>> grants)
    {
        for (var first = 0; first < grants.Count; first++)
        {
            var flow = grants[first].Key;
            if (IsIn(flow, grants, first))
            {
                continue;
            }

            var items = new List<Grant>();
            for (var i = first; i < grants.Count; i++)
            {
                if (grants[i].Key == flow)
                {
                    items.Add(grants[i].Value);
                }
            }

            _granted[flow].Raise(new Grants(items));
        }
    }

    private static bool IsIn(Flow flow, List<KeyValuePair<Flow, Grant>> grants, int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (grants[i].Key == flow)
            {
                return true;
            }
        }

        return false;
    }
}
