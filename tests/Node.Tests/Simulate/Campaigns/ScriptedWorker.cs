using Tidings.Node.Simulate;
using Tidings.Node.Simulate.Campaigns;

namespace Tidings.Node.Tests.Simulate.Campaigns;

/// <summary>Answers at once what the script says of a seed, and breaks where it says nothing.</summary>
internal sealed class ScriptedWorker(Func<long, string?> answer) : IWorker
{
    private readonly Queue<long> _asked = [];

    public bool IsDisposed { get; private set; }

    public Task AskAsync(string line, CancellationToken cancellationToken)
    {
        Assert.That(SeedRange.TryParse(line, out var block), Is.True, line);
        for (var seed = block.First; seed <= block.Last; seed++)
        {
            _asked.Enqueue(seed);
        }

        return Task.CompletedTask;
    }

    public async Task<string> AnswerAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        await Task.Yield();
        cancellationToken.ThrowIfCancellationRequested();
        return answer(_asked.Dequeue()) ?? throw new WorkerException("it broke");
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return default;
    }
}
