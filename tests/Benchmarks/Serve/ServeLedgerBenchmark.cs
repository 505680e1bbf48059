using BenchmarkDotNet.Attributes;
using Tidings.Benchmarks.Support;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Serve;
using Tidings.Blocks.Wire;

namespace Tidings.Benchmarks.Serve;

/// <summary>A request for one chunk, from its message to the chunk under a grant, while each peer has so many more waiting. Per request.</summary>
public class ServeLedgerBenchmark
{
    private const int Peers = 7;
    private const int PerFrame = 16;
    private const int Rounds = 4;

    private readonly List<Grant> _grants = [];
    private ServeLedger _ledger = null!;
    private ulong _request;
    private int _served;

    [Params(0, 200)]
    public int Waiting { get; set; }

    [GlobalSetup]
    public void Fill()
    {
        var content = new SharedContent(Some.Bytes(Some.SmallBytes));
        _ledger = new ServeLedger(new ServeSettings(Some.Kind, Contents.Limits.ChunkSize, new ServeOptions()), new OpenPool(always: content));
        for (var peer = 1; peer <= Peers; peer++)
        {
            Handle(new ServePeer(Some.Joined(peer)));
            Handle(new ServePeer(new Blocks.Peers.LaneChanged(Some.Node(peer), peer, 1, true)));
            if (Waiting > 0)
            {
                Ask(peer, Waiting);
            }
        }
    }

    [Benchmark(OperationsPerInvoke = Peers * PerFrame * Rounds)]
    public int AskAndServe()
    {
        _served = 0;
        for (var round = 0; round < Rounds; round++)
        {
            for (var peer = 1; peer <= Peers; peer++)
            {
                Ask(peer, PerFrame);
            }

            Grant();
        }

        return _served == Peers * PerFrame * Rounds ? _served : throw new InvalidOperationException($"{_served} chunks served.");
    }

    private void Ask(int peer, int count)
    {
        var requests = new ChunkRequest[count];
        for (var i = 0; i < count; i++)
        {
            _request++;
            requests[i] = new ChunkRequest(_request, Some.Id((long)_request), 0, 1, FetchPriority.Fetch);
        }

        Handle(new ServeMessage(Some.From(peer, new RequestsMessage(Some.Kind, requests))));
    }

    /// <summary>Each peer gets room for as many as it just asked for; what waits goes on waiting.</summary>
    private void Grant()
    {
        _grants.Clear();
        for (var peer = 1; peer <= Peers; peer++)
        {
            _grants.Add(new Grant(Some.Node(peer), peer, 1, FetchPriority.Fetch, PerFrame * (Some.SmallBytes + 48 + Some.Kind.Length)));
        }

        Handle(new ServeGranted(new Grants(_grants)));
    }

    private void Handle(ServeInput input)
    {
        foreach (var output in _ledger.Handle(input, TimeSpan.Zero).Outputs)
        {
            if (output is OutboundMessage message)
            {
                message.ReleaseLease();
                _served++;
            }
        }
    }
}
