using Tidings.Blocks.Move;
using Tidings.Pipelines.Publishing;

namespace Tidings.Pipelines.Tests.Publishing;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class PendingPublicationsTests
{
    private readonly PendingPublications _pending = new();

    [Test]
    public void What_has_no_outcome_at_the_end_of_the_stage_gets_none()
    {
        var waits = _pending.Add();
        var done = _pending.Add();
        var gone = _pending.Add();
        done.Value.SetResult(PublishOutcome.Added);
        _pending.Remove(gone);
        _pending.End();
        Assert.That(waits.Value.Task.IsCanceled, Is.True);
        Assert.That(done.Value.Task.Result, Is.EqualTo(PublishOutcome.Added));
        Assert.That(gone.Value.Task.IsCompleted, Is.False);
    }

    [Test]
    public void What_comes_after_the_end_is_over_at_once()
    {
        _pending.End();
        Assert.That(_pending.Add().Value.Task.IsCanceled, Is.True);
    }
}
