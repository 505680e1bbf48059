using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Limits;
using static Tidings.Blocks.Tests.Limits.LimitsWorld;

namespace Tidings.Blocks.Tests.Limits;

public sealed class DownloadBudgetTests
{
    private const long Budget = 1 << 20;

    [Test]
    public void A_quarter_is_kept_for_the_most_urgent_class()
    {
        var budget = Ledger(downloadBytes: Budget).Downloads("file");
        for (var i = 0; i < 3; i++)
        {
            Assert.That(budget.TryReserve(Peer(i), Budget / 4, FetchPriority.Fetch), Is.Not.Null);
        }

        Assert.That(budget.TryReserve(Peer(3), 1, FetchPriority.Fetch), Is.Null);
        Assert.That(budget.TryReserve(Peer(3), Budget / 4, FetchPriority.FetchNow), Is.Not.Null);
        Assert.That(budget.TryReserve(Peer(4), 1, FetchPriority.FetchNow), Is.Null);
    }

    [Test]
    public void What_the_urgent_use_of_their_quarter_is_not_taken_from_the_others()
    {
        var budget = Ledger(downloadBytes: Budget).Downloads("file");
        Assert.That(budget.TryReserve(Peer(9), Budget / 4, FetchPriority.FetchNow), Is.Not.Null);
        for (var i = 0; i < 3; i++)
        {
            Assert.That(budget.TryReserve(Peer(i), Budget / 4, FetchPriority.Later), Is.Not.Null);
        }
    }

    [Test]
    public void What_is_available_to_a_class_leaves_the_peers_share_out()
    {
        var budget = Ledger(downloadBytes: Budget).Downloads("file");
        budget.TryReserve(Peer(1), Budget / 4, FetchPriority.Fetch);
        budget.TryReserve(Peer(1), Budget / 4, FetchPriority.Fetch);
        Assert.That(budget.AvailableTo(FetchPriority.Fetch), Is.EqualTo(Budget / 4));
        Assert.That(budget.AvailableTo(FetchPriority.FetchNow), Is.EqualTo(Budget / 2));
    }

    [Test]
    public void One_peer_gets_its_share_and_the_rest_is_for_the_others()
    {
        var budget = Ledger(downloadBytes: Budget).Downloads("file");
        Assert.That(budget.TryReserve(Peer(1), Budget / 4, FetchPriority.Fetch), Is.Not.Null);
        var second = budget.TryReserve(Peer(1), Budget / 4, FetchPriority.Fetch)!;
        Assert.That(budget.TryReserve(Peer(1), 1, FetchPriority.FetchNow), Is.Null);
        Assert.That(budget.TryReserve(Peer(2), 1, FetchPriority.Fetch), Is.Not.Null);
        second.Dispose();
        Assert.That(budget.TryReserve(Peer(1), 1, FetchPriority.Fetch), Is.Not.Null);
    }

    [Test]
    public void A_spooled_artifact_reserves_its_window_only()
    {
        var ledger = Ledger(new LedgerOptions { SpoolWindowBytes = 128 << 10 }, downloadBytes: Budget);
        var budget = ledger.Downloads("file");
        Assert.That(budget.IsSpooled(Budget / 4), Is.False);
        Assert.That(budget.IsSpooled((Budget / 4) + 1), Is.True);
        using var reservation = budget.TryReserve(Peer(1), 1L << 40, FetchPriority.Fetch)!;
        Assert.That(reservation.Bytes, Is.EqualTo(128 << 10));
        Assert.That(ledger.Bytes("downloads/file"), Is.EqualTo(128 << 10));
    }

    [Test]
    public void A_refused_reservation_wakes_its_asker_when_one_ends_and_never_by_being_refused()
    {
        var budget = Ledger(downloadBytes: Budget).Downloads("file");
        var raised = 0;
        budget.Freed += () => raised++;
        var held = new[] { (0, 4), (0, 8), (1, 4), (2, 8) }
            .Select(share => budget.TryReserve(Peer(share.Item1), Budget / share.Item2, FetchPriority.Fetch)!).ToList();
        Assert.That(budget.TryReserve(Peer(0), Budget / 4, FetchPriority.Fetch), Is.Null, "above the peer's share");
        Assert.That(budget.TryReserve(Peer(0), 1, FetchPriority.Fetch), Is.Null, "within it, but three quarters are taken");
        Assert.That(raised, Is.Zero, "a charge that was taken back is no room");
        held[0].Dispose();
        Assert.That(raised, Is.GreaterThanOrEqualTo(1));
    }
}
