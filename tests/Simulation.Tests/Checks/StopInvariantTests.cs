using System.Threading.Tasks.Dataflow;
using Simulation.Tests.Kinds;
using Tidings.Blocks.Artifacts;
using Tidings.Pipelines;
using Tidings.Simulation;
using Tidings.Simulation.Checks;

namespace Simulation.Tests.Checks;

/// <summary>A network that stands still, or does not come to its end, is found.</summary>
public sealed class StopInvariantTests
{
    private static readonly TaskCompletionSource s_never = new();

    [Test]
    public void That_nothing_can_happen_any_more_is_proved_and_not_timed_out()
    {
        using var net = SimulatedNetwork.Create(seed: 1, nodes: 2, Memo.Register);
        net.RunFor(TimeSpan.FromSeconds(1));
        net.Nodes.ToList().ForEach(static node => node.Crash());
        var broken = Assert.Throws<InvariantException>(() => net.Run(static () => s_never.Task, within: TimeSpan.FromDays(365)));
        Assert.That(broken.Invariant, Is.EqualTo("no deadlock"));
        Assert.That(broken.Message, Does.Contain("no timer is armed").And.Contain("seed 1"));
    }

    [Test]
    public void That_something_can_happen_still_is_no_stall()
    {
        using var net = SimulatedNetwork.Create(seed: 1, nodes: 2, Memo.Register);
        net.RunFor(TimeSpan.FromSeconds(1));
        net[0].Crash();
        Assert.That(() => net.Run(static () => s_never.Task, within: TimeSpan.FromSeconds(20)), Throws.InstanceOf<TimeoutException>());
    }

    [Test]
    public void A_node_that_does_not_stop_within_its_bound_is_found()
    {
        var options = new SimulationOptions();
        options.Configuration["Sessions:DrainTimeout"] = "00:01:00";
        using var net = NeverEnding(options);
        Assert.That(Assert.Throws<InvariantException>(net.Finish).Message, Does.Contain("clean drain").And.Contain("Nodes 1 have not stopped"));
    }

    [Test]
    public void A_stage_that_does_not_end_is_found_when_its_node_stops_without_it()
    {
        using var net = NeverEnding(new SimulationOptions());
        Assert.That(Assert.Throws<InvariantException>(net.Finish).Message, Does.Contain("clean drain").And.Contain("Node 1"));
    }

    /// <summary>Node 1 has been given an artifact, and its validate stage does not come to an end with it.</summary>
    private static SimulatedNetwork NeverEnding(SimulationOptions options)
    {
        var net = SimulatedNetwork.Create(seed: 1, nodes: 2, Memo.Register, options);
        net[1].Rewire(static graph => graph.Replace(
            Stages.Of<Memo>("memo").Validate,
            static context => new TransformBlock<Candidate<Memo>, Judged<Memo>>(
                static async candidate =>
                {
                    await s_never.Task;
                    return new Judged<Memo>(candidate, Verdict.Accept);
                },
                context.Bounded(1))));
        net.Publish(0, "x");
        net.RunFor(TimeSpan.FromSeconds(2));
        return net;
    }
}
