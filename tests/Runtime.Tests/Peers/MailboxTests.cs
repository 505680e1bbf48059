using Tidings.Runtime.Peers;

namespace Tidings.Runtime.Tests.Peers;

public sealed class MailboxTests
{
    [Test]
    public async Task Letters_that_may_be_lost_wait_for_no_room_and_cost_none()
    {
        var mailbox = new Mailbox(2);
        var read = 0;
        var taken = Enumerable.Range(0, 5).Count(_ => mailbox.TryPost(() =>
        {
            read++;
            return ValueTask.CompletedTask;
        }));
        Assert.That(taken, Is.EqualTo(2));

        mailbox.Complete();
        await mailbox.RunAsync(static () => ValueTask.CompletedTask, static e => Assert.Fail(e.Message));

        Assert.That(read, Is.EqualTo(2));
        Assert.That(mailbox.TryPost(static () => ValueTask.CompletedTask), Is.False);
    }
}
