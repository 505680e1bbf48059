using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using Tidings.Contract;

namespace Tidings.Blocks.Tests.Dedupe;

internal sealed class DedupeBlockContract : StageContract<DedupeInput, DedupeOutput>
{
    private static readonly SignalKey<DedupePool> Wake = new("file/dedupe/pool");

    protected override StageFactory<DedupeInput, DedupeOutput> Factory => context => Make(context, new FakeBuffers(), new RecordedOffences());

    protected override int OutputsOfSamples => 3;

    public static System.Threading.Tasks.Dataflow.IPropagatorBlock<DedupeInput, DedupeOutput> Make(
        StageContext context, FakeBuffers buffers, IOffenceSink offences)
    {
        var options = new DedupeOptions();
        return DedupeBlock.Create(
            new DedupeSettings(Some.Kind, 16, options), new FakePool(), new HolderIndex(options), new KeptTables(), buffers, offences, context.Signal(Wake), context);
    }

    protected override IReadOnlyList<DedupeInput> Samples() =>
    [
        new DedupePeer(Some.Joined(Some.Peer(1), 1)),
        Told(1), Told(2), Told(3),
    ];

    private static DedupeMessage Told(int number) =>
        new(Some.Message(Some.Peer(1), 1, new SlotsMessage(Some.Kind, [Some.Update(number, (ulong)number, number)])));
}
