using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Download;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Tests.Move;
using Tidings.Blocks.Tests.Prioritize;
using Tidings.Contract;

namespace Tidings.Blocks.Tests.Download;

/// <summary>Each start asks a peer of its own, so each makes one demand.</summary>
internal sealed class DownloadBlockContract : StageContract<DownloadInput, DownloadOutput<Blob>>
{
    protected override StageFactory<DownloadInput, DownloadOutput<Blob>> Factory =>
        context => DownloadRig.Make(context, new BufferWorld(), new FakeOffences(), new DownloadStatistics());

    private int _number;

    protected override int OutputsOfSamples => 8;

    protected override IReadOnlyList<DownloadInput> Samples()
    {
        var budget = new BufferWorld();
        return [.. Enumerable.Range(1, 8).SelectMany(number => Sample(number, budget))];
    }

    private DownloadInput[] Sample(int number, BufferWorld budget)
    {
        var advert = new Advert(Ids.Artifact(++_number), 10_000, 0, Ids.Node(200));
        return
        [
            new DownloadPeer(new PeerJoined(Ids.Node(number), 1, 1, [])),
            new DownloadOrdered(new StartDownload(
                advert, FetchPriority.Fetch, [new HolderCommit(Ids.Node(number), 1)], budget.TryReserve(default, 10_000, FetchPriority.Fetch)!, null)),
        ];
    }
}
