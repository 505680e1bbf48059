using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Wire;

namespace Tidings.Benchmarks.Publish;

/// <summary>
/// In a full table the oldest artifact goes and another comes; seven neighbours are told, each under a grant of its own: our own small artifact with its bytes,
/// a large one without. Per artifact, all neighbours together. And the held marks that come back.
/// </summary>
public class PublishCoreBenchmark
{
    private const int Items = 16;

    private PublishWorld _pushing = null!;
    private PublishWorld _advertising = null!;

    [Params(100, 10_000, 50_000)]
    public int Slots { get; set; }

    [GlobalSetup(Target = nameof(PushToSeven))]
    public void FillPushing() => _pushing = new PublishWorld(Slots, isOurs: true);

    [GlobalSetup(Targets = [nameof(AdvertiseToSeven), nameof(HeldBySeven)])]
    public void FillAdvertising() => _advertising = new PublishWorld(Slots, isOurs: false);

    [Benchmark(OperationsPerInvoke = Items)]
    public int PushToSeven() => Change(_pushing);

    [Benchmark(OperationsPerInvoke = Items)]
    public int AdvertiseToSeven() => Change(_advertising);

    /// <summary>As the advert, and each neighbour says in a frame of 16 marks that it holds it.</summary>
    [Benchmark(OperationsPerInvoke = Items)]
    public int HeldBySeven()
    {
        var first = _advertising.LastCommit;
        Change(_advertising);
        for (var peer = 1; peer <= PublishWorld.Peers; peer++)
        {
            _advertising.Handle(new PublishMessage(Some.From(peer, new HeldMessage(Some.Kind, [new CommitRange(first + 1, _advertising.LastCommit)]))));
        }

        return _advertising.UpdatesSent;
    }

    private static int Change(PublishWorld world)
    {
        for (var i = 0; i < Items; i++)
        {
            world.Change();
        }

        return world.UpdatesSent;
    }
}
