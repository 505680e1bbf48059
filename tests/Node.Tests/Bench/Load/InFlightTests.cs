using Tidings.Node.Bench.Load;

namespace Tidings.Node.Tests.Bench.Load;

[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class InFlightTests
{
    private readonly InFlight _window = new(nodes: 3, publishers: 3, window: 6, TimeProvider.System);

    [Test]
    public void An_artifact_is_finished_when_its_publication_and_every_other_node_are()
    {
        var finished = _window.Begin(4);
        Assert.That(_window.PublisherOf(4), Is.EqualTo(1));

        _window.Delivered(0, 4);
        _window.Delivered(2, 4);
        Assert.That(finished.IsCompleted, Is.False, "its publication has not returned");
        Assert.That(_window.Missing(), Is.EqualTo(new[] { "artifact 4 of node 1 at 1 nodes" }));

        _window.Published(4);
        Assert.That(finished.IsCompletedSuccessfully, Is.True);
        Assert.That(_window.Missing(), Is.Empty);
        Assert.That(_window.Deliveries.Count, Is.EqualTo(2));
        Assert.That(_window.Completions.Count, Is.EqualTo(1));
    }

    [Test]
    public void What_is_told_again_counts_once_also_when_its_place_has_another_artifact()
    {
        Finish(4);
        Assert.That(_window.NextOf(4), Is.EqualTo(10));
        var next = _window.Begin(10);
        _window.Published(10);

        _window.Delivered(0, 4);
        _window.Delivered(2, 4);
        _window.Delivered(1, 4);
        Assert.That(next.IsCompleted, Is.False);

        _window.Delivered(0, 10);
        _window.Delivered(0, 10);
        Assert.That(next.IsCompleted, Is.False);
        _window.Delivered(2, 10);
        Assert.That(next.IsCompleted, Is.True);
        Assert.That(_window.Deliveries.Count, Is.EqualTo(4));
        Assert.That(_window.Strays, Is.Zero);
    }

    [Test]
    public void A_delivery_of_what_nobody_published_is_a_stray()
    {
        Finish(4);
        _window.Delivered(0, 16);
        _window.Delivered(0, 3);
        _window.Delivered(0, -1);

        Assert.That(_window.Strays, Is.EqualTo(3));
        Assert.That(_window.Deliveries.Count, Is.EqualTo(2));
    }

    [Test]
    public void Each_publisher_has_its_share_of_the_window_and_fewer_places_go_round()
    {
        Assert.That(Enumerable.Range(0, 12).Select(number => _window.PublisherOf(number)), Is.EqualTo(new[] { 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2 }));
        var single = new InFlight(nodes: 3, publishers: 3, window: 1, TimeProvider.System);
        Assert.That(Enumerable.Range(0, 6).Select(number => single.PublisherOf(number)), Is.EqualTo(new[] { 0, 1, 2, 0, 1, 2 }));
    }

    // Nobody waits for it here.
    private static void Forget(ValueTask finished) => Assert.That(finished, Is.Not.EqualTo(default(ValueTask)));

    private void Finish(long number)
    {
        Forget(_window.Begin(number));
        _window.Published(number);
        for (var node = 0; node < 3; node++)
        {
            _window.Delivered(node, number);
        }
    }
}
