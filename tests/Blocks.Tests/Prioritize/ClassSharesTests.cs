using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Prioritize;

namespace Tidings.Blocks.Tests.Prioritize;

internal sealed class ClassSharesTests
{
    private const int FetchTurn = 4;
    private const int LaterTurn = 16;

    [Test]
    public void While_all_wait_the_most_urgent_get_what_the_shares_of_the_others_leave()
    {
        var turns = Turns(1600, FetchPriority.FetchNow, FetchPriority.Fetch, FetchPriority.Later);

        Assert.That(turns[FetchPriority.Fetch], Is.EqualTo(1600 / FetchTurn));
        Assert.That(turns[FetchPriority.Later], Is.EqualTo(1600 / LaterTurn));
        Assert.That(turns[FetchPriority.FetchNow], Is.EqualTo(1600 - (1600 / FetchTurn) - (1600 / LaterTurn)));
    }

    [Test]
    public void What_nobody_urgent_uses_goes_to_the_next_class_and_not_to_the_last()
    {
        var turns = Turns(1600, FetchPriority.Fetch, FetchPriority.Later);

        Assert.That(turns[FetchPriority.Later], Is.EqualTo(1600 / LaterTurn));
        Assert.That(turns[FetchPriority.Fetch], Is.EqualTo(1600 - (1600 / LaterTurn)));
    }

    [TestCase(FetchPriority.FetchNow)]
    [TestCase(FetchPriority.Fetch)]
    [TestCase(FetchPriority.Later)]
    public void A_class_alone_has_every_turn(object alone) =>
        Assert.That(Turns(100, (FetchPriority)alone)[(FetchPriority)alone], Is.EqualTo(100));

    [Test]
    public void Nothing_is_chosen_of_nothing() =>
        Assert.That(new ClassShares(FetchTurn, LaterTurn).Choose(_ => false), Is.Null);

    private static Dictionary<FetchPriority, int> Turns(int count, params FetchPriority[] waiting)
    {
        var shares = new ClassShares(FetchTurn, LaterTurn);
        var turns = waiting.ToDictionary(priority => priority, _ => 0);
        for (var turn = 0; turn < count; turn++)
        {
            turns[shares.Choose(waiting.Contains)!.Value]++;
            shares.Took();
        }

        return turns;
    }
}
