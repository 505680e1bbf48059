using Tidings.Blocks;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Download;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Serve;
using Tidings.Blocks.Wire;

namespace Pipelines.Tests.Graph;

/// <summary>Everything that owns a peer's bytes while it is on an edge gives them back when the edge drops it.</summary>
public sealed class OwnershipTests
{
    private static readonly NodeId s_peer = new([1, .. new byte[31]]);

    private static readonly Func<RentedBuffer, object>[] s_carriers =
    [
        body => new InboundFrame(s_peer, 1, 0, FrameType.Cancel, body),
        Decoded,
        body => new DedupeMessage(Decoded(body)),
        body => new DownloadAnswer(Decoded(body)),
        body => new PublishMessage(Decoded(body)),
        body => new ServeMessage(Decoded(body)),
        Holders,
        body => new PrioritizeHolders(Holders(body)),
        body => new DownloadOrdered(new ChangeHolders(Holders(body).Changes)),
    ];

    [Test]
    public void A_dropped_item_gives_its_buffer_back()
    {
        foreach (var carrier in s_carriers)
        {
            var ledger = new ByteLedger(new LedgerOptions(), []);
            var item = carrier(ledger.TryRent(s_peer, 100)!);
            Assert.That(Charged(ledger), Is.GreaterThan(0));

            Ownership.Free(item);

            Assert.That(Charged(ledger), Is.Zero, item.GetType().Name);
        }
    }

    private static DecodedMessage Decoded(RentedBuffer body) => new(s_peer, 1, 0, "file", new CancelMessage("file", [1]), body);

    private static HoldersChanged Holders(RentedBuffer body) => new([new HolderChange(default(Advert), s_peer, 1, 1, true, body)]);

    private static long Charged(ByteLedger ledger) => ledger.Snapshot().Peers.Sum(account => account.Bytes);
}
