using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Move;
using Tidings.Blocks.Validate;

namespace Tidings.Benchmarks.Stages;

/// <summary>A candidate that the upper layer accepts at once. Per candidate, with making it.</summary>
public class ValidateBlockBenchmark
{
    private const int Items = 256;

    private readonly byte[] _bytes = Some.Bytes(Some.SmallBytes);
    private StageRig<Candidate<Note>, Judged<Note>> _stage = null!;
    private long _artifact;

    [GlobalSetup]
    public void Make()
    {
        var pool = new InMemoryArtifactPool<Note>();
        pool.Attach(new PoolSettings(Some.Kind, Contents.Limits, new PoolOptions(), Contents.Ledger().Pool(Some.Kind), TimeProvider.System));
        var pools = new PoolDirectory(new Dictionary<string, IPoolFacts> { [Some.Kind] = pool });
        _stage = new StageRig<Candidate<Note>, Judged<Note>>(
            context => ValidateBlock.Create(Some.Kind, new NoteValidator(), new ValidateOptions(), pools, context));
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public void Accept()
    {
        for (var i = 0; i < Items; i++)
        {
            var advert = Some.Advert(_artifact++);
            _stage.Post(new Candidate<Note>(advert, Note.Any, new SharedContent(_bytes), Some.Node(1), [Some.Node(1)], FetchPriority.Fetch));
        }

        _stage.Run(expected: Items);
    }
}
