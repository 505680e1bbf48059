using System.Threading.Tasks.Dataflow;
using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Download;

/// <summary>The download stage as a block: reads the clock, arms the timer; decides nothing.</summary>
internal static class DownloadBlock
{
    public static IPropagatorBlock<DownloadInput, DownloadOutput<T>> Create<T>(DownloadSettings<T> settings, StageContext context)
        where T : IArtifact<T>
    {
        var instruments = new DownloadInstruments(context.Meter, settings.Kind, settings.Statistics);
        var stage = new DownloadStage<T>(settings, instruments, context.Logger);
        var timer = new WakeTimer(context.Time, () => settings.Wake.Raise(new DownloadWake()));
        var start = context.Time.GetTimestamp();
        var block = new StageBlock<DownloadInput, DownloadOutput<T>>(Handle, context);
        block.Completion.ContinueWith(_ => Stop(), CancellationToken.None, TaskContinuationOptions.None, context.Scheduler);
        return block;

        IReadOnlyList<DownloadOutput<T>> Handle(DownloadInput input)
        {
            var now = context.Time.GetElapsedTime(start);
            var outputs = stage.Handle(input, now);
            timer.Arm(stage.Arm(now), now);
            return outputs;
        }

        void Stop()
        {
            timer.Dispose();
            stage.Free();
        }
    }
}
