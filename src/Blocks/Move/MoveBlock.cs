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
    // What one output may hold: as much as a stage may hold of inputs.
    private const int BatchMax = 64;

    public static IPropagatorBlock<MoveInput<T>, PublishInput> Create<T>(MoveSettings<T> settings, StageContext context)
        where T : IArtifact<T> => new Shell<T>(settings, context).Block;

    private sealed class Shell<T> : IDisposable
        where T : IArtifact<T>
    {
        private readonly MoveSettings<T> _settings;
        private readonly MoveCore<T> _core;
        private readonly MoveInstruments _instruments;
        private readonly StageContext _context;
        private readonly MoveEffects _effects = new();
        private readonly WakeTimer _timer;

        public Shell(MoveSettings<T> settings, StageContext context)
        {
            _settings = settings;
            _context = context;
            _core = new MoveCore<T>(settings.Pool, settings.Holders, settings.Options, settings.ClassOf);
            _instruments = new MoveInstruments(settings.Kind, () => (settings.Pool.Count, settings.Pool.UnvalidatedCount), context);
            _timer = new WakeTimer(context.Time, () => settings.Wake.Raise(true));
            settings.Pool.OnTouched(() => settings.Wake.Raise(true));
            Block = new StageBlock<MoveInput<T>, PublishInput>(Handle, context);
            Block.Completion.ContinueWith(_ => Dispose(), CancellationToken.None, TaskContinuationOptions.None, context.Scheduler);
        }

        public StageBlock<MoveInput<T>, PublishInput> Block { get; }

        /// <summary>What a faulted stage did not say any more.</summary>
        public void Dispose()
        {
            _timer.Dispose();
            new PublishChanges(_effects.Slots).Dispose();
        }

        /// <summary>
        /// While others wait, what follows is only gathered, and then said in one go: verdicts come one by one, and each would be an item for the publish
        /// stage, a signal for two others and a look of theirs at their tables.
        /// </summary>
        private PublishInput[] Handle(MoveInput<T> input)
        {
            var now = _settings.Pool.Now;
            try
            {
                _core.Handle(input, now, _effects);
            }
            catch (Exception exception)
            {
                MoveLog.HookFailed(_context.Logger, exception, _settings.Kind);
                input.Fail(exception);
                throw new InvalidOperationException($"The pool of {_settings.Kind} failed.", exception);
            }

            return Block.HasWaiting && Math.Max(_effects.StatusChanged.Count, _effects.Slots.Count) < BatchMax ? [] : Flush(now);
        }

        private PublishInput[] Flush(TimeSpan now)
        {
            Tell(_effects);
            _timer.Arm(_core.NextWake ?? TimeSpan.MaxValue, now);
            PublishInput[] outputs = _effects.Slots.Count == 0 ? [] : [new PublishChanges(_effects.Slots.ToArray())];
            if (_effects.Released.Count > 0)
            {
                outputs = [.. outputs, new PublishReleased(_effects.Released.ToArray())];
            }

            _effects.Clear();
            return outputs;
        }

        private void Tell(MoveEffects effects)
        {
            foreach (var (peer, reason) in effects.Invalid)
            {
                _settings.Offences.Report(peer, Offence.Invalid, reason);
            }

            foreach (var outcome in effects.Outcomes)
            {
                _instruments.Moved(outcome);
            }

            if (effects.StatusChanged.Count > 0)
            {
                _settings.StatusChanged.Raise(DedupePool.Of(effects.StatusChanged.ToArray()));
            }

            if (effects.PoolChanged)
            {
                _settings.PoolChanged.Raise(new PrioritizeWake());
            }
        }
    }
}
