using Microsoft.Extensions.Logging;
using Tidings.Blocks;

namespace Tidings.Pipelines.Graph;

/// <summary>A started graph: its ways in, its signals, what its edges hold, what faulted, and how it stops. Thread-safe.</summary>
internal sealed partial class RunningGraph
{
    private readonly Lock _gate = new();
    private readonly GraphParts _parts;
    private readonly GraphEnvironment _environment;
    private readonly ILogger _logger;
    private readonly List<StageFault> _faults = [];
    private readonly List<Task> _ended = [];
    private Task<DrainReport>? _stop;

    public RunningGraph(GraphParts parts, GraphEnvironment environment, GraphDescription description)
    {
        _parts = parts;
        _environment = environment;
        _logger = environment.LoggerFactory.CreateLogger<RunningGraph>();
        Description = description;
    }

    public GraphDescription Description { get; }

    /// <summary>What each edge holds and has done, in graph order.</summary>
    public IReadOnlyList<EdgeSnapshot> Edges => [.. _parts.Edges.Select(edge => edge.Snapshot())];

    /// <summary>What each fan-out has done.</summary>
    public IReadOnlyList<RouteSnapshot> Routes => [.. _parts.FanOuts.Select(fanOut => fanOut.Snapshot())];

    /// <summary>The stages that faulted, in the order in which it was seen.</summary>
    public IReadOnlyList<StageFault> Faults
    {
        get
        {
            lock (_gate)
            {
                return [.. _faults];
            }
        }
    }

    /// <exception cref="InvalidOperationException">The stage has no entry of this type.</exception>
    public GraphEntry<T> Entry<T>(TargetStage<T> stage) =>
        _parts.Entries.TryGetValue(stage.Name, out var entry) && entry is GraphEntry<T> typed
            ? typed
            : throw new InvalidOperationException($"Stage '{stage}' has no entry for {typeof(T).Name}. Entries: {string.Join(", ", _parts.Stages.Where(_parts.Entries.ContainsKey))}.");

    /// <exception cref="InvalidOperationException">The graph has no such signal.</exception>
    public Signal<T> Signal<T>(SignalKey<T> key) => _parts.Signals.Find(key);

    /// <summary>Ends when the stage's block has ended.</summary>
    /// <exception cref="InvalidOperationException">The graph has no such stage.</exception>
    public Task Completion(StageKey stage) =>
        _parts.Blocks.TryGetValue(stage.Name, out var block) ? block.Completion : throw new InvalidOperationException($"The graph has no stage '{stage}'.");

    /// <summary>Ends every entry and lets what is in the graph drain; what is still there when the time is up is dropped and reported. Asked again, it gives the same answer.</summary>
    /// <param name="drainTimeout">By the graph's clock.</param>
    public Task<DrainReport> StopAsync(TimeSpan drainTimeout)
    {
        lock (_gate)
        {
            return _stop ??= Task.Factory.StartNew(
                () => DrainAsync(drainTimeout), CancellationToken.None, TaskCreationOptions.DenyChildAttach, _environment.Scheduler).Unwrap();
        }
    }

    internal void Watch()
    {
        GraphStarted(_logger, _parts.Stages.Count, Description);
        foreach (var (stage, block) in _parts.Blocks)
        {
            _ended.Add(block.Completion.ContinueWith(
                ended => StageEnded(stage, ended), CancellationToken.None, TaskContinuationOptions.DenyChildAttach, _environment.Scheduler));
        }
    }

    private void StageEnded(string stage, Task completion)
    {
        foreach (var edge in _parts.Edges.Where(edge => edge.To == stage))
        {
            edge.TargetEnded();
        }

        if (completion.Exception is not { } exception)
        {
            return;
        }

        var fault = new StageFault(stage, exception.Flatten().InnerExceptions[0]);
        lock (_gate)
        {
            _faults.Add(fault);
        }

        StageFaulted(_logger, stage, fault.Exception);
        _environment.OnFault?.Invoke(fault);
    }

    private async Task<DrainReport> DrainAsync(TimeSpan drainTimeout)
    {
        foreach (var entry in _parts.Entries.Values)
        {
            entry.Complete();
        }

        using var drained = new CancellationTokenSource();
        await Task.WhenAny(Task.WhenAll(_ended), Task.Delay(drainTimeout, _environment.Time, drained.Token));
        drained.Cancel();
        var report = new DrainReport(
            [.. Edges.Where(edge => edge.Depth > 0).Select(edge => new AbandonedItems(edge.Edge, edge.Depth))],
            [.. _parts.Stages.Where(stage => !_parts.Blocks[stage].Completion.IsCompleted)]);
        if (report.IsComplete)
        {
            GraphDrained(_logger);
            return report;
        }

        GraphAbandoned(_logger, drainTimeout, string.Join(", ", report.Abandoned.Select(edge => $"{edge.Edge}: {edge.Items}")), string.Join(", ", report.Unfinished));
        foreach (var edge in _parts.Edges)
        {
            edge.Close();
        }

        foreach (var block in _parts.Blocks.Values)
        {
            block.Complete();
        }

        StopWork();
        return report;
    }

    /// <summary>Code of users that was told to stop may throw in there; that is theirs.</summary>
    private void StopWork()
    {
        try
        {
            _parts.Stopping.Cancel();
        }
        catch (AggregateException exception)
        {
            StoppedBadly(_logger, exception);
        }
    }
}
