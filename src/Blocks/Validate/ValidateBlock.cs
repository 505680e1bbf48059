using System.Diagnostics.Metrics;
using System.Threading.Tasks.Dataflow;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;

namespace Tidings.Blocks.Validate;

/// <summary>The upper layer's judgement as a stage: candidates in, verdicts out; a candidate that waits is judged again by itself.</summary>
internal static class ValidateBlock
{
    private const int Capacity = 64;

    public static IPropagatorBlock<Candidate<T>, Judged<T>> Create<T>(
        string kind,
        IValidator<T> validator,
        ValidateOptions options,
        PoolDirectory pools,
        StageContext context)
        where T : IArtifact<T> => new Shell<T>(kind, validator, options, pools, context).Block;

    private sealed class Shell<T> : IDisposable
        where T : IArtifact<T>
    {
        private readonly Lock _gate = new();
        private readonly DeferralTable<T> _table;
        private readonly Judge<T> _judge;
        private readonly StageContext _context;
        private readonly ITimer _timer;
        private readonly long _start;
        private readonly string _kind;
        private readonly Counter<long> _judged;
        private TimeSpan _armedFor = TimeSpan.MaxValue;
        private bool _isFaulting;

        public Shell(string kind, IValidator<T> validator, ValidateOptions options, PoolDirectory pools, StageContext context)
        {
            _kind = kind;
            _context = context;
            _start = context.Time.GetTimestamp();
            _table = new DeferralTable<T>(kind, options, pools);
            _judge = new Judge<T>(validator, options.Deadline, pools, context);
            _judged = context.Meter.CreateCounter<long>("tidings.artifact.judged", "{artifact}", "Verdicts of the upper layer.");
            _timer = context.Time.CreateTimer(_ => Requeue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            Block = new SideBySideBlock<Candidate<T>, Judged<T>>(HandleAsync, context, Math.Max(Capacity, options.Parallelism), options.Parallelism);
            Block.Completion.ContinueWith(_ => Dispose(), CancellationToken.None, TaskContinuationOptions.None, context.Scheduler);
        }

        public SideBySideBlock<Candidate<T>, Judged<T>> Block { get; }

        private TimeSpan Now => _context.Time.GetElapsedTime(_start);

        public void Dispose()
        {
            _timer.Dispose();
            _judge.Dispose();
        }

        private ValueTask<IReadOnlyList<Judged<T>>> HandleAsync(Candidate<T> candidate)
        {
            lock (_gate)
            {
                if (!_table.TryBegin(candidate))
                {
                    return new ValueTask<IReadOnlyList<Judged<T>>>([]);
                }
            }

            // Most validators answer at once: then there is no task, no timer and no token of its own.
            var judging = _judge.JudgeAsync(candidate);
            return judging.IsCompletedSuccessfully
                ? new ValueTask<IReadOnlyList<Judged<T>>>(Conclude(candidate, judging.Result))
                : ConcludeAsync(candidate, judging);
        }

        private async ValueTask<IReadOnlyList<Judged<T>>> ConcludeAsync(Candidate<T> candidate, ValueTask<Verdict?> judging) =>
            Conclude(candidate, await judging);

        private IReadOnlyList<Judged<T>> Conclude(Candidate<T> candidate, Verdict? verdict)
        {
            lock (_gate)
            {
                if (verdict is null)
                {
                    _table.Abandon(candidate);
                    return [];
                }

                Count(candidate, verdict);
                var judged = _table.Conclude(candidate, verdict, Now);
                if (verdict is Verdict.Deferred or Verdict.Faulted)
                {
                    Arm();
                }

                return judged;
            }
        }

        /// <summary>What found no room is asked again after an interval.</summary>
        private void Requeue()
        {
            IReadOnlyList<Candidate<T>> due;
            lock (_gate)
            {
                _armedFor = TimeSpan.MaxValue;
                due = _table.Due(Now);
            }

            var refused = due.Where(candidate => !Block.Post(candidate)).ToList();
            lock (_gate)
            {
                refused.ForEach(_table.HandBack);
                if (!Block.Completion.IsCompleted)
                {
                    Arm();
                }
            }
        }

        /// <summary>The timer is only ever set to an earlier time: under a flow of candidates that are deferred it would else never come.</summary>
        private void Arm()
        {
            var now = Now;
            if (_table.NextWake(now) is { } next && next < _armedFor)
            {
                _armedFor = next;
                _timer.Change(next - now, Timeout.InfiniteTimeSpan);
            }
        }

        private void Count(Candidate<T> candidate, Verdict verdict)
        {
            _judged.Add(1, new KeyValuePair<string, object?>("kind", _kind), new KeyValuePair<string, object?>("verdict", VerdictNames.Of(verdict)));
            if (verdict is Verdict.Faulted faulted && !_isFaulting)
            {
                ValidateLog.Faulted(_context.Logger, faulted.Exception, _kind, candidate.Id);
            }

            _isFaulting = verdict is Verdict.Faulted;
        }
    }
}
