using System.Threading.Tasks.Dataflow;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Move;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Dedupe;

/// <summary>The dedupe stage as a block: disposes the frames, reports offences, counts; decides nothing.</summary>
internal static partial class DedupeBlock
{
    public static IPropagatorBlock<DedupeInput, DedupeOutput> Create(
        DedupeSettings settings,
        IPoolStatus pool,
        HolderIndex index,
        KeptTables kept,
        IBufferSource buffers,
        IOffenceSink offences,
        Signal<DedupePool> wake,
        StageContext context)
    {
        var core = new DedupeCore(settings, pool, index, kept, buffers);
        var instruments = new DedupeInstruments(context.Meter, settings.Kind);
        var start = context.Time.GetTimestamp();
        var timer = new WakeTimer(context.Time, () => wake.Raise(DedupePool.Of([])));
        var block = new StageBlock<DedupeInput, DedupeOutput>(Handle, context);
        block.Completion.ContinueWith(_ => timer.Dispose(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, context.Scheduler);
        return block;

        IReadOnlyList<DedupeOutput> Handle(DedupeInput input)
        {
            using var frame = (input as DedupeMessage)?.Message.Buffer;
            var now = context.Time.GetElapsedTime(start);
            var effects = core.Handle(input, now);
            timer.Arm(core.NextWake, now);
            instruments.Handled(effects);
            if (effects.OutOfRange is { } peer)
            {
                offences.Report(peer.Peer, Offence.SlotOutOfRange, settings.Kind);
                if (peer.IsFirst)
                {
                    LogOutOfRange(context.Logger, peer.Peer.ToShortString(), settings.Kind, peer.Slots);
                }
            }

            if (effects is { Mismatch: { } mismatch, IsFirstMismatch: true })
            {
                LogPagesDiffer(context.Logger, mismatch.Peer.ToShortString(), settings.Kind, mismatch.Pages.Count);
            }

            return effects.ToOutputs();
        }
    }
}
