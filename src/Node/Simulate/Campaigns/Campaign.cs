namespace Tidings.Node.Simulate.Campaigns;

/// <summary>Runs a range of seeds on several workers, and starts a new one in the place of one that breaks.</summary>
/// <param name="seeds">What to run.</param>
/// <param name="workers">How many at a time.</param>
/// <param name="start">Makes a worker.</param>
/// <param name="report">Takes each outcome; one call at a time.</param>
internal sealed class Campaign(SeedRange seeds, int workers, Func<IWorker> start, Action<SeedOutcome> report)
{
    /// <summary>How long a worker may think about one seed: a thousand times longer than it usually does.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    /// <summary>Broken workers after which the campaign is given up: it is not about the seeds then.</summary>
    public const int BrokenMax = 20;

    private readonly SeedQueue _queue = new(seeds, workers);
    private readonly Lock _gate = new();
    private int _broken;

    /// <summary>Ends when every seed has an outcome.</summary>
    /// <exception cref="WorkerException">Too many workers broke.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = Enumerable.Range(0, workers).Select(_ => WorkAsync(giveUp.Token)).ToList();
        await foreach (var ended in Task.WhenEach(running))
        {
            if (!ended.IsCompletedSuccessfully)
            {
                await giveUp.CancelAsync();
            }
        }

        // The one that gave up first says why; the others were only told.
        await (running.Find(task => task.IsFaulted) ?? Task.WhenAll(running));
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        IWorker? worker = null;
        try
        {
            while (_queue.TryTake(out var block))
            {
                worker ??= start();
                if (await RunAsync(worker, block, cancellationToken) is { } rest)
                {
                    await worker.DisposeAsync();
                    worker = null;
                    _queue.Return(rest);
                }
            }
        }
        finally
        {
            if (worker is not null)
            {
                await worker.DisposeAsync();
            }
        }
    }

    // What is left of the block when the worker broke; null when it did all.
    private async Task<SeedRange?> RunAsync(IWorker worker, SeedRange block, CancellationToken cancellationToken)
    {
        var seed = block.First;
        try
        {
            await worker.AskAsync(WorkerProtocol.Ask(block), cancellationToken);
            for (; seed <= block.Last; seed++)
            {
                Report(new SeedOutcome(seed, WorkerProtocol.Result(await worker.AnswerAsync(Patience, cancellationToken), seed), null));
            }

            return null;
        }
        catch (WorkerException e)
        {
            Report(new SeedOutcome(seed, null, e.Message));
            if (Interlocked.Increment(ref _broken) >= BrokenMax)
            {
                throw new WorkerException($"{BrokenMax} processes broke, so the campaign is given up; of the last one: {e.Message}", e);
            }

            return new SeedRange(seed + 1, block.Last);
        }
    }

    private void Report(SeedOutcome outcome)
    {
        lock (_gate)
        {
            report(outcome);
        }
    }
}
