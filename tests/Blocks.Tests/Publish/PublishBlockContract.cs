using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Tests.Dedupe;
using Tidings.Contract;

namespace Tidings.Blocks.Tests.Publish;

internal sealed class PublishBlockContract : StageContract<PublishInput, BandwidthInput>
{
    public static readonly SignalKey<PublishWake> Wake = new("file/publish/wake");

    protected override StageFactory<PublishInput, BandwidthInput> Factory => context => Make(context, new RecordedOffences());

    protected override int OutputsOfSamples => 2;

    public static System.Threading.Tasks.Dataflow.IPropagatorBlock<PublishInput, BandwidthInput> Make(StageContext context, IOffenceSink offences)
    {
        var settings = new PublishSettings(Some.Kind, Some.Peer(0), 9, new KindLimits { Slots = 16 }, new PublishOptions());
        var receipts = new ReceiptBook(settings.Options, new FakePool(), context.Time);
        return PublishBlock.Create(settings, new HolderIndex(new DedupeOptions()), receipts, offences, context.Signal(Wake), context);
    }

    /// <summary>What is demanded depends on what came together.</summary>
    protected override int Weight(BandwidthInput output) => output is Demand ? 0 : 1;

    /// <summary>A demand; SYNCED and no new demand; a demand for an advert; the advert.</summary>
    protected override IReadOnlyList<PublishInput> Samples() =>
    [
        new PublishPeer(Some.Joined(Some.Peer(1), 1)),
        Granted(),
        new PublishChanges([new SlotChange(Some.Advert(1, size: 9_000, maker: Some.Peer(0)), true, null)]),
        Granted(),
    ];

    private static PublishGranted Granted() => new(new Grants([new Grant(Some.Peer(1), 1, 0, FetchPriority.Fetch, 1_000)]));
}
