using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;
using Tidings.Pipelines.Composition;
using Tidings.Pipelines.Graph;

namespace Tidings.Pipelines.Publishing;

/// <summary>The upper layer's way to the move stage of a kind. Thread-safe.</summary>
internal sealed class MoveEntry<T>(NodeGraph node, Branch<T> branch)
    where T : IArtifact<T>
{
    private readonly PendingPublications _pending = new();
    private GraphEntry<MoveInput<T>>? _entry;

    /// <summary>Publications whose outcome is waited for.</summary>
    public PendingPublications Pending => _pending;

    /// <summary>Hands an input over; waits for the start and for room.</summary>
    /// <returns>False when the node stops: the input is still the caller's.</returns>
    public ValueTask<bool> WriteAsync(MoveInput<T> input, CancellationToken cancellationToken) =>
        Volatile.Read(ref _entry) is { } entry ? entry.WriteAsync(input, cancellationToken) : WriteFirstAsync(input, cancellationToken);

    private async ValueTask<bool> WriteFirstAsync(MoveInput<T> input, CancellationToken cancellationToken)
    {
        var graph = await node.Started.WaitAsync(cancellationToken);
        var entry = graph.Entry(branch.Move);
        if (Interlocked.CompareExchange(ref _entry, entry, null) is null)
        {
            _ = graph.Completion(branch.Move).ContinueWith(
                _ => _pending.End(), CancellationToken.None, TaskContinuationOptions.DenyChildAttach, TaskScheduler.Current);
        }

        return await entry.WriteAsync(input, cancellationToken);
    }

    /// <summary>The outcome of an input that was handed over; false when the stage ended without giving one.</summary>
    public async ValueTask<bool> HasOutcomeAsync(Task outcome)
    {
        var graph = await node.Started;

        // The outcome tells who waits for it asynchronously, and would complete WhenAny on the thread pool; a continuation of it runs where the caller does.
        var told = outcome.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.DenyChildAttach, TaskScheduler.Current);
        await Task.WhenAny(told, graph.Completion(branch.Move));
        return outcome.IsCompletedSuccessfully;
    }

    /// <exception cref="InvalidOperationException">The node has stopped, or the branch has faulted.</exception>
    public async Task<TResult> AskAsync<TResult>(MoveInput<T> input, Task<TResult> outcome, CancellationToken cancellationToken)
    {
        if (!await WriteAsync(input, cancellationToken) || !await HasOutcomeAsync(outcome))
        {
            throw new InvalidOperationException($"The branch of the kind \"{branch.Kind}\" has stopped.");
        }

        return await outcome;
    }
}
