using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Serve;
using Tidings.Blocks.Wire;

namespace Tidings.Benchmarks.Stages;

/// <summary>A message of so many requests of 64 KiB chunks, and a grant for all of them: a demand comes out, and the chunks. Per request.</summary>
public class ServeBlockBenchmark
{
    private const int Items = 64;

    private StageRig<ServeInput, BandwidthInput> _stage = null!;
    private ulong _request;

    [Params(1, 4)]
    public int PerMessage { get; set; }

    [GlobalSetup]
    public void Join()
    {
        var pool = new OpenPool(always: new SharedContent(Some.Bytes(64 << 10)));
        var settings = new ServeSettings(Some.Kind, Contents.Limits.ChunkSize, new ServeOptions());
        _stage = new StageRig<ServeInput, BandwidthInput>(context => ServeBlock.Create(settings, pool, new NoOffences(), context));
        _stage.Post(new ServePeer(Some.Joined(1)));
        _stage.Post(new ServePeer(new LaneChanged(Some.Node(1), 1, 1, true)));
        _stage.Run(expected: 0);
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public void AskAndServe()
    {
        for (var done = 0; done < Items; done += PerMessage)
        {
            var requests = new ChunkRequest[PerMessage];
            for (var i = 0; i < requests.Length; i++)
            {
                requests[i] = new ChunkRequest(++_request, Some.Id(1), 0, 1, FetchPriority.Fetch);
            }

            _stage.Post(new ServeMessage(Some.From(1, new RequestsMessage(Some.Kind, requests))));
            _stage.Post(new ServeGranted(new Grants([new Grant(Some.Node(1), 1, 1, FetchPriority.Fetch, PerMessage * (65 << 10))])));
        }

        _stage.Run(expected: Items + (Items / PerMessage));
    }
}
