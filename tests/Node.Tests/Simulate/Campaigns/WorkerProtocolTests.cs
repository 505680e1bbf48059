using Tidings.Node.Simulate.Campaigns;

namespace Tidings.Node.Tests.Simulate.Campaigns;

public sealed class WorkerProtocolTests
{
    [Test]
    public void An_answer_has_all_but_what_is_shown_of_a_single_run_only([Values] bool fails)
    {
        var result = fails ? Results.Failed(3) : Results.Of(3);
        Assert.That(WorkerProtocol.Result(WorkerProtocol.Answer(result), 3), Is.EqualTo(result with { Latencies = [], Hops = [], Nodes = [] }).UsingPropertiesComparer());
    }

    [Test]
    public void An_answer_for_another_seed_is_none()
    {
        var line = WorkerProtocol.Answer(Results.Of(5));
        Assert.That(() => WorkerProtocol.Result(line, 6), Throws.TypeOf<WorkerException>());
        Assert.That(() => WorkerProtocol.Result(line[..^1], 5), Throws.TypeOf<WorkerException>());
        Assert.That(() => WorkerProtocol.Result("Unhandled exception.", 5), Throws.TypeOf<WorkerException>());
    }
}
