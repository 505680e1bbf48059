using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Tests.Download;
using Tidings.Contract;

namespace Tidings.Blocks.Tests.Prioritize;

internal sealed class PrioritizeBlockContract : StageContract<PrioritizeInput, DownloadOrder>
{
    private int _number;

    protected override StageFactory<PrioritizeInput, DownloadOrder> Factory => context => PrioritizeRig.Make(context, new BufferWorld(), new ScriptedPolicy());

    protected override int OutputsOfSamples => 8;

    protected override IReadOnlyList<PrioritizeInput> Samples() => [.. Enumerable.Range(1, 8).Select(_ => Heard(++_number))];

    private static PrioritizeHolders Heard(int number) =>
        new(new HoldersChanged([new HolderChange(Ids.Advert(number, 10), Ids.Node(1), 1, 1, true, null)]));
}
