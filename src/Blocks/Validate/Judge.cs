using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;

namespace Tidings.Blocks.Validate;

/// <summary>
/// Asks the upper layer's validator and always gets a verdict: whatever the user's code does, nothing leaves here by an exception and no candidate
/// is lost by a cancellation. The bytes stay referenced until the user's task has really ended, also when nobody waits for it any more. Thread-safe.
/// </summary>
internal sealed class Judge<T>(IValidator<T> validator, TimeSpan deadline, PoolDirectory pools, StageContext context) : IDisposable
    where T : IArtifact<T>
{
    // A validator that answers at once has not used it: the next judgement gets the same.
    private CancellationTokenSource? _unused;

    public void Dispose() => Interlocked.Exchange(ref _unused, null)?.Dispose();

    /// <returns>The verdict, or null when the bytes are gone or the node stops.</returns>
    public ValueTask<Verdict?> JudgeAsync(Candidate<T> candidate)
    {
        if (context.Stopping.IsCancellationRequested || !candidate.Content.TryAddReference())
        {
            return default;
        }

        var cancellation = Interlocked.Exchange(ref _unused, null) ?? CancellationTokenSource.CreateLinkedTokenSource(context.Stopping);
        var judgement = Start(candidate, cancellation.Token);
        if (!judgement.IsCompletedSuccessfully)
        {
            return JudgeAsync(judgement.AsTask(), candidate, cancellation);
        }

        var verdict = judgement.Result;
        candidate.Content.Release();
        Reuse(cancellation);
        return new ValueTask<Verdict?>(Checked(verdict));
    }

    private async ValueTask<Verdict?> JudgeAsync(Task<Verdict> judgement, Candidate<T> candidate, CancellationTokenSource cancellation)
    {
        try
        {
            return Checked(await judgement.WaitAsync(deadline, context.Time, context.Stopping));
        }
        catch (TimeoutException) when (!judgement.IsCompleted)
        {
            Cancel(cancellation);
            return Verdict.Fault(new TimeoutException($"No verdict within {deadline}."));
        }
        catch (OperationCanceledException) when (context.Stopping.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception exception)
        {
            return Verdict.Fault(exception);
        }
        finally
        {
            End(judgement, candidate, cancellation);
        }
    }

    private ValueTask<Verdict> Start(Candidate<T> candidate, CancellationToken cancellationToken)
    {
        try
        {
            return validator.ValidateAsync(candidate, cancellationToken);
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<Verdict>(exception);
        }
    }

    private void Reuse(CancellationTokenSource cancellation)
    {
        if (!cancellation.TryReset() || Interlocked.CompareExchange(ref _unused, cancellation, null) is not null)
        {
            cancellation.Dispose();
        }
    }

    private Verdict Checked(Verdict? verdict) => verdict switch
    {
        null => Verdict.Fault(new InvalidOperationException("The validator returned no verdict.")),
        Verdict.Deferred { Id: null, Rank: null, Kinds.Count: 0 } =>
            Verdict.Fault(new InvalidOperationException("The validator deferred without saying until what.")),
        Verdict.Deferred deferred when deferred.Kinds.FirstOrDefault(kind => !pools.Knows(kind)) is { } unknown =>
            Verdict.Fault(new InvalidOperationException($"The validator deferred until the kind \"{unknown}\" changes, which this node does not have.")),
        _ => verdict,
    };

    /// <summary>Callbacks of the user's code run in here; what they throw is theirs.</summary>
    private static void Cancel(CancellationTokenSource cancellation)
    {
        try
        {
            cancellation.Cancel();
        }
        catch (AggregateException)
        {
        }
    }

    private void End(Task<Verdict> judgement, Candidate<T> candidate, CancellationTokenSource cancellation)
    {
        if (judgement.IsCompleted)
        {
            Finish(judgement);
            return;
        }

        judgement.ContinueWith(Finish, CancellationToken.None, TaskContinuationOptions.None, context.Scheduler);

        void Finish(Task<Verdict> ended)
        {
            _ = ended.Exception;
            cancellation.Dispose();
            candidate.Content.Release();
        }
    }
}
