using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Wire;

namespace Tidings.Benchmarks.Stages;

/// <summary>A demand, the grant that it gets, the message under it, and the room of its lane that is free again: three inputs. Per message.</summary>
public class BandwidthBlockBenchmark
{
    private const int Items = 256;
    private const int Peers = 8;
    private const int Bytes = 1000;

    private static readonly Flow Flow = new(Some.Kind, FlowRole.Publish);

    private readonly Queue<Grant> _grants = new();
    private StageRig<BandwidthInput, OutboundMessage> _stage = null!;

    [GlobalSetup]
    public void Join()
    {
        var settings = BandwidthSettings.Of(new BandwidthOptions(), [new(Some.Kind, Contents.Limits)]);
        var granted = new ActingSignal<Grants>(grants =>
        {
            foreach (var grant in grants.Items)
            {
                _grants.Enqueue(grant);
            }
        });
        _stage = new StageRig<BandwidthInput, OutboundMessage>(context => BandwidthBlock.Create(
            settings, new Dictionary<Flow, Signal<Grants>> { [Flow] = granted }, new ActingSignal<BandwidthWake>(), context));
        for (var peer = 0; peer < Peers; peer++)
        {
            _stage.Post(new BandwidthPeer(Some.Joined(peer)));
        }
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public void WantAndSend()
    {
        for (var done = 0; done < Items; done += Peers)
        {
            for (var peer = 0; peer < Peers; peer++)
            {
                _stage.Post(new Demand(Flow, Some.Node(peer), peer, 0, FetchPriority.Fetch, Bytes));
            }

            _stage.Run();
            while (_grants.TryDequeue(out var grant))
            {
                _stage.Post(new OutboundMessage(Flow, grant.Peer, grant.Session, grant.Lane, grant.Class, new ReadyMessage(), grant.Bytes));
                _stage.Post(new RoomFreed([new LaneRoom(grant.Peer, grant.Session, grant.Lane, grant.Bytes)]));
            }
        }

        _stage.Run(expected: Items);
    }
}
