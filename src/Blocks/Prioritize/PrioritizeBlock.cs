using System.Threading.Tasks.Dataflow;
using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Prioritize;

/// <summary>The prioritize stage as a block: arms the timer, passes memory's news on, counts; decides nothing.</summary>
internal static class PrioritizeBlock
{
    public static IPropagatorBlock<PrioritizeInput, DownloadOrder> Create<T>(PrioritizeSettings<T> settings, StageContext context)
        where T : IArtifact<T> => new Shell<T>(settings, context).Block;

    private sealed class Shell<T> : IDisposable
        where T : IArtifact<T>
    {
        private readonly PrioritizeSettings<T> _settings;
        private readonly StageContext _context;
        private readonly PriorityBuffer _buffer;
        private readonly PrioritizeInstruments _instruments;
        private readonly WakeTimer _timer;
        private readonly long _start;
        private bool _isDisplacing;

        public Shell(PrioritizeSettings<T> settings, StageContext context)
        {
            (_settings, _context) = (settings, context);
            var judge = new PolicyJudge<T>(settings.Policy, settings.View, settings.Latest, context.Logger);
            _buffer = new PriorityBuffer(settings.Options, settings.Limits, settings.Budget, settings.Pool, judge);
            _instruments = new PrioritizeInstruments(context.Meter, settings.Kind);
            _start = context.Time.GetTimestamp();
            _timer = new WakeTimer(context.Time, Wake);
            settings.Budget.Freed += Wake;
            Block = new StageBlock<PrioritizeInput, DownloadOrder>(Handle, context);
            Block.Completion.ContinueWith(_ => Dispose(), CancellationToken.None, TaskContinuationOptions.None, context.Scheduler);
        }

        public StageBlock<PrioritizeInput, DownloadOrder> Block { get; }

        private IReadOnlyList<DownloadOrder> Handle(PrioritizeInput input)
        {
            var now = _context.Time.GetElapsedTime(_start);
            var effects = _buffer.Handle(input, now);
            if (effects.ReclaimDeferred > 0)
            {
                _settings.ReclaimDeferred.Raise(effects.ReclaimDeferred);
            }

            Report(effects);
            _timer.Arm(_buffer.NextWake, now);
            var orders = effects.ToOrders();
            return orders.Count > 1 ? [new OrderBatch([.. orders])] : orders;
        }

        private void Report(PriorityEffects effects)
        {
            _instruments.Handled(_buffer.Count, _buffer.Started, effects.Displaced);
            if (effects.Displaced > 0 && !_isDisplacing)
            {
                PrioritizeLog.AdvertsDisplaced(_context.Logger, effects.Displaced);
            }

            _isDisplacing = effects.Displaced > 0;
        }

        public void Dispose()
        {
            _settings.Budget.Freed -= Wake;
            _timer.Dispose();
        }

        private void Wake() => _settings.Wake.Raise(new PrioritizeWake());
    }
}
