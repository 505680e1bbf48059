using System.Threading.Tasks.Dataflow;
using Tidings.Blocks;
using Tidings.Contract;

namespace Pipelines.Tests.Graph;

/// <summary>The contract kit over the plain blocks that replacements are made of.</summary>
public class TransformContract : StageContract<int, string>
{
    protected override StageFactory<int, string> Factory => context => new TransformBlock<int, string>(x => $"{x}", context.Bounded(4));

    protected override int OutputsOfSamples => 5;

    protected override IReadOnlyList<int> Samples() => [1, 2, 3, 4, 5];
}

public class ParallelManyContract : StageContract<int, int>
{
    protected override StageFactory<int, int> Factory => context => new TransformManyBlock<int, int>(
        async x =>
        {
            await Task.Delay(TimeSpan.FromMilliseconds(context.Random.Next(3)), context.Time);
            return Enumerable.Range(0, x);
        },
        context.Bounded(8, parallelism: 4));

    protected override int OutputsOfSamples => 0 + 1 + 2 + 3;

    protected override IReadOnlyList<int> Samples() => [0, 1, 2, 3];
}

public class ActionContract : SinkContract<int>
{
    protected override SinkFactory<int> Factory => context => new ActionBlock<int>(_ => { }, context.Bounded(2));

    protected override IReadOnlyList<int> Samples() => [1, 2, 3];
}
