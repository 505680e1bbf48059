using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Benchmarks.Bandwidth;

/// <summary>From a demand to the room that is free again, per message: one peer after the other, and all peers when the room of all lanes comes free in one report.</summary>
public class BandwidthLedgerBenchmark
{
    private const int Items = 400;
    private const int Bytes = 256 << 10;

    private static readonly Flow Chunks = new(Some.Kind, FlowRole.Serve);
    private static readonly Flow Marks = new(Some.Kind, FlowRole.Publish);

    private readonly Queue<KeyValuePair<Flow, Grant>> _grants = new();
    private BandwidthLedger _ledger = null!;
    private int _sent;

    [Params(8, 50)]
    public int Peers { get; set; }

    [GlobalSetup]
    public void Join()
    {
        _ledger = new BandwidthLedger(BandwidthSettings.Of(new BandwidthOptions(), [new(Some.Kind, Contents.Limits)]));
        for (var peer = 0; peer < Peers; peer++)
        {
            Handle(new BandwidthPeer(Some.Joined(peer)));
            Handle(new BandwidthPeer(new LaneChanged(Some.Node(peer), peer, 1, true)));
        }
    }

    [Benchmark(OperationsPerInvoke = Items)]
    public int OneAfterTheOther()
    {
        _sent = 0;
        for (var i = 0; i < Items; i++)
        {
            Want(Marks, i % Peers, lane: 0, 1000);
            Answer();
            Handle(new RoomFreed([new LaneRoom(Some.Node(i % Peers), i % Peers, 0, 1000)]));
        }

        return Checked();
    }

    /// <summary>Each lane is full and each peer wants more, as under bulk load.</summary>
    [Benchmark(OperationsPerInvoke = Items)]
    public int AllAtOnce()
    {
        _sent = 0;
        for (var done = 0; done < Items; done += Peers)
        {
            var freed = new LaneRoom[Peers];
            for (var peer = 0; peer < Peers; peer++)
            {
                Want(Chunks, peer, lane: 1, Bytes);
                freed[peer] = new LaneRoom(Some.Node(peer), peer, 1, Bytes);
            }

            Handle(new RoomFreed([.. freed]));
            Answer();
        }

        return Checked();
    }

    private int Checked() => _sent == Items ? _sent : throw new InvalidOperationException($"{_sent} messages of {Items}.");

    private void Want(Flow flow, int peer, int lane, int bytes) => Handle(new Demand(flow, Some.Node(peer), peer, lane, FetchPriority.Fetch, bytes));

    private void Answer()
    {
        while (_grants.TryDequeue(out var granted))
        {
            var (flow, grant) = granted;
            Handle(new OutboundMessage(flow, grant.Peer, grant.Session, grant.Lane, grant.Class, new ReadyMessage(), grant.Bytes));
        }
    }

    private void Handle(BandwidthInput input)
    {
        var effects = _ledger.Handle(input, TimeSpan.Zero);
        _sent += effects.Send is null ? 0 : 1;
        foreach (var grant in effects.Grants)
        {
            _grants.Enqueue(grant);
        }
    }
}
