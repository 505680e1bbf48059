using System.Threading.Tasks.Dataflow;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Publish;

/// <summary>The publish stage as a block: disposes the frames, keeps its one timer, reports and counts; decides nothing.</summary>
internal static partial class PublishBlock
{
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
        StageContext context)
    {
        var core = new PublishCore(settings, index, receipts);
        var instruments = new PublishInstruments(context.Meter, settings.Kind);
        var start = context.Time.GetTimestamp();
        var timer = context.Time.CreateTimer(_ => wake.Raise(new PublishWake()), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var block = new StageBlock<PublishInput, BandwidthInput>(Handle, context);
        block.Completion.ContinueWith(
            _ => timer.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, context.Scheduler);
        return block;

        IReadOnlyList<BandwidthInput> Handle(PublishInput input)
        {
            using var frame = (input as PublishMessage)?.Message.Buffer;
            var now = context.Time.GetElapsedTime(start);
            var effects = core.Handle(input, now);
            instruments.Handled(effects);
            Report(effects);
            if (core.NextWake is { } next)
            {
                timer.Change(WholeMilliseconds(next - now), Timeout.InfiniteTimeSpan);
            }

            return effects.Outputs;
        }

        void Report(PublishEffects effects)
        {
            if (effects.HeldMismatch is { IsFirst: true } differing)
            {
                LogHeldMarksDiffer(context.Logger, differing.Peer.ToShortString(), settings.Kind);
            }

            if (effects.Flooded is { } flooded)
            {
                offences.Report(flooded.Peer, Offence.Flood, settings.Kind);
                if (flooded.IsFirst)
                {
                    LogHeldMarksFlooded(context.Logger, flooded.Peer.ToShortString(), settings.Kind);
                }
            }
        }
    }

    /// <summary>Timers cut fractions off: rounded up, so that a wake never comes too early and is asked for again.</summary>
    private static TimeSpan WholeMilliseconds(TimeSpan time) => TimeSpan.FromMilliseconds(Math.Max(0, Math.Ceiling(time.TotalMilliseconds)));
}
