namespace Tidings.Blocks.Tests;

public sealed class TurnTests
{
    [Test]
    public void One_at_a_time_has_the_turn_and_the_others_get_it_in_the_order_in_which_they_came()
    {
        var turn = new Turn();
        Assert.That(turn.TryEnter(), Is.True);
        Assert.That(turn.TryEnter(), Is.False);
        var waiting = new[] { turn.EnterAsync().AsTask(), turn.EnterAsync().AsTask() };
        Assert.That(Done(waiting), Is.EqualTo(new[] { false, false }));
        turn.Leave();
        Assert.That(Done(waiting), Is.EqualTo(new[] { true, false }));
        Assert.That(turn.TryEnter(), Is.False, "it went from one to the next");
        turn.Leave();
        Assert.That(Done(waiting), Is.EqualTo(new[] { true, true }));
        turn.Leave();
        Assert.That(turn.TryEnter(), Is.True, "nobody has it");
    }

    private static IEnumerable<bool> Done(Task[] waiting) => waiting.Select(turn => turn.IsCompletedSuccessfully);
}
