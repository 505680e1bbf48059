using System.Threading.Tasks.Dataflow;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Publish;

namespace Tidings.Blocks.Move;

/// <summary>The only writer of a pool as a stage: arrivals, verdicts, publications and removals in, changes of slots out.</summary>
internal static class MoveBlock
{
    public static IPropagatorBlock<MoveInput<T>, PublishInput> Create<T>(MoveSettings<T> settings, StageContext context)
        where T : IArtifact<T> => new Shell<T>(settings, context).Block;

    private sealed class Shell<T>
        where T : IArtifact<T>
    {
        private readonly MoveSettings<T> _settings;
        private readonly MoveCore<T> _core;
        private readonly MoveInstruments _instruments;
        private readonly StageContext _context;
        private readonly ITimer _timer;

        public Shell(MoveSettings<T> settings, StageContext context)
        {
            _settings = settings;
            _context = context;
            _core = new MoveCore<T>(settings.Pool, settings.Holders, settings.Options);
            _instruments = new MoveInstruments(settings.Kind, () => (settings.Pool.Count, settings.Pool.UnvalidatedCount), context);
            _timer = context.Time.CreateTimer(_ => settings.Wake.Raise(true), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            settings.Pool.OnTouched(() => settings.Wake.Raise(true));
            Block = new StageBlock<MoveInput<T>, PublishInput>(Handle, context);
            Block.Completion.ContinueWith(_ => _timer.Dispose(), CancellationToken.None, TaskContinuationOptions.None, context.Scheduler);
        }

        public StageBlock<MoveInput<T>, PublishInput> Block { get; }

        private PublishInput[] Handle(MoveInput<T> input)
        {
            var now = _settings.Pool.Now;
            MoveEffects effects;
            try
            {
                effects = _core.Handle(input, now);
            }
            catch (Exception exception)
            {
                MoveLog.HookFailed(_context.Logger, exception, _settings.Kind);
                input.Fail(exception);
                throw new InvalidOperationException($"The pool of {_settings.Kind} failed.", exception);
            }

            Tell(effects);
            if (_core.NextWake is { } next)
            {
                _timer.Change(next > now ? next - now : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }

            return effects.Slots.Count == 0 ? [] : [new PublishChanges(effects.Slots)];
        }

        private void Tell(MoveEffects effects)
        {
            foreach (var (peer, reason) in effects.Invalid)
            {
                _settings.Offences.Report(peer, Offence.Invalid, reason);
            }

            effects.Outcomes.ForEach(_instruments.Moved);
            if (effects.StatusChanged.Count > 0)
            {
                _settings.StatusChanged.Raise(DedupePool.Of(effects.StatusChanged));
            }

            if (effects.PoolChanged)
            {
                _settings.PoolChanged.Raise(new PrioritizeWake());
            }
        }
    }
}
