using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Serve;
using Tidings.Blocks.Wire;
using Tidings.Contract;
using static Tidings.Blocks.Tests.Limits.LimitsWorld;

namespace Tidings.Blocks.Tests.Serve;

internal sealed class ServeBlockContract : StageContract<ServeInput, BandwidthInput>
{
    protected override StageFactory<ServeInput, BandwidthInput> Factory => context =>
        ServeBlock.Create(new ServeSettings("file", 256 << 10, new ServeOptions()), new TestPool(), new NoOffences(), context);

    // A demand for each END that is wanted, and a message under each grant.
    protected override int OutputsOfSamples => 4;

    protected override IReadOnlyList<ServeInput> Samples() => [new ServePeer(new PeerJoined(Peer(1), 1, 1, [])), Ask(1), Grant(), Ask(2), Grant()];

    private static ServeMessage Ask(ulong request) => new(new DecodedMessage(
        Peer(1), 1, 0, "file", new RequestsMessage("file", [new ChunkRequest(request, TestPool.Id(1), 0, 1, FetchPriority.Fetch)]), new RentedBuffer(new byte[8], 8, null)));

    private static ServeGranted Grant() => new(new Grants([new Grant(Peer(1), 1, 1, FetchPriority.FetchNow, 1000)]));

    private sealed class NoOffences : IOffenceSink
    {
        public void Report(NodeId peer, Offence offence, string detail) => Assert.Fail($"{offence}: {detail}");
    }
}
