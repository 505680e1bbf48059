using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Download;
using Tidings.Blocks.Move;
using Tidings.Blocks.Prioritize;
using Tidings.Pipelines.Composition;

namespace Tidings.Benchmarks.Stages;

/// <summary>An advert that is wanted and admitted at once, until its holder's slot has another artifact; adverts come so many at a time. Per advert.</summary>
public class PrioritizeBlockBenchmark
{
    private const int Items = 256;

    private StageRig<PrioritizeInput, DownloadOrder> _stage = null!;
    private long _artifact;

    [Params(1, 16)]
    public int PerInput { get; set; }

    [GlobalSetup]
    public void Make()
    {
        var pool = new InMemoryArtifactPool<Note>();
        var ledger = Contents.Ledger();
        pool.Attach(new PoolSettings(Some.Kind, Contents.Limits, new PoolOptions(), ledger.Pool(Some.Kind), TimeProvider.System));
        _stage = new StageRig<PrioritizeInput, DownloadOrder>(context => PrioritizeBlock.Create(
            new PrioritizeSettings<Note>
            {
                Kind = Some.Kind,
                Limits = Contents.Limits,
                Options = new PrioritizeOptions(),
                Policy = new FetchAll<Note>(),
                View = pool,
                Pool = new OpenPool(),
                Budget = ledger.Downloads(Some.Kind),
                Wake = new ActingSignal<PrioritizeWake>(),
                ReclaimDeferred = new ActingSignal<long>(),
            },
            context),
            weigh: static order => order is OrderBatch batch ? batch.Orders.Count : 1);
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public void HearFinishForget()
    {
        for (var done = 0; done < Items; done += PerInput)
        {
            _stage.Post(Holders(isHolder: true));
            _stage.Run();
            _stage.Post(new PrioritizeFinished([.. Enumerable.Range(0, PerInput).Select(i => new FinishedDownload(Some.Advert(_artifact + i), DownloadOutcome.Complete))]));
            _stage.Post(Holders(isHolder: false));
            _artifact += PerInput;
        }

        _stage.Run(expected: Items);
    }

    private PrioritizeHolders Holders(bool isHolder) =>
        new(new HoldersChanged([.. Enumerable.Range(0, PerInput).Select(i => new HolderChange(Some.Advert(_artifact + i), Some.Node(1), 1, 1, isHolder, null))]));
}
