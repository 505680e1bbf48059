using Tidings.Node.Bench;

namespace Tidings.Node.Tests.Bench.Load;

/// <summary>Delivers at once, in the caller's thread; but to the last node nothing from a number on, or what was never published.</summary>
internal sealed class LosingSubject(int nodes, IDeliverySink sink, long losesFrom = long.MaxValue, long strays = 0) : IBroadcastSubject
{
    public string Name => "losing";

    public ValueTask PublishAsync(int node, long number, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        for (var peer = 0; peer < nodes; peer++)
        {
            if (peer < nodes - 1 || number < losesFrom)
            {
                sink.Delivered(peer, number + strays);
                sink.Delivered(peer, number);
            }
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<SubjectCounters> CountersAsync(CancellationToken cancellationToken) => default;

    public string Condition() => "; it loses";

    public ValueTask<Verification> VerifyAsync(CancellationToken cancellationToken) => new(new Verification(0, []));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
