using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using Tidings.Contract;
using static Tidings.Blocks.Tests.Limits.LimitsWorld;

namespace Tidings.Blocks.Tests.Bandwidth;

internal sealed class BandwidthBlockContract : StageContract<BandwidthInput, OutboundMessage>
{
    public static readonly SignalKey<Grants> Granted = new("file/serve/granted");

    private static readonly Flow Flow = new("file", FlowRole.Serve);
    private static readonly SignalKey<BandwidthWake> Wake = new("bandwidth/wake");

    protected override StageFactory<BandwidthInput, OutboundMessage> Factory => Make;

    protected override int OutputsOfSamples => 3;

    public static System.Threading.Tasks.Dataflow.IPropagatorBlock<BandwidthInput, OutboundMessage> Make(StageContext context) => BandwidthBlock.Create(
        new BandwidthSettings(new BandwidthOptions(), new Dictionary<string, int>(), BandwidthRig.Chunk),
        new Dictionary<Flow, Signal<Grants>> { [Flow] = context.Signal(Granted) },
        context.Signal(Wake),
        context);

    protected override IReadOnlyList<BandwidthInput> Samples() =>
    [
        new BandwidthPeer(new PeerJoined(Peer(1), 1, 1, [])),
        Want(), Send(), Want(), Send(), Want(), Send(),
    ];

    private static Demand Want() => new(Flow, Peer(1), 1, 0, FetchPriority.Fetch, 100);

    private static OutboundMessage Send() => new(Flow, Peer(1), 1, 0, FetchPriority.Fetch, new ReadyMessage(), 100);
}
