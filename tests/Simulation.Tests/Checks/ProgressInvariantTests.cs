using System.Threading.Tasks.Dataflow;
using Simulation.Tests.Kinds;
using Tidings.Blocks.Artifacts;
using Tidings.Pipelines;
using Tidings.Simulation;
using Tidings.Simulation.Checks;
using Tidings.Simulation.Checks.Invariants;

namespace Simulation.Tests.Checks;

/// <summary>A graph that breaks or runs in circles is found.</summary>
public sealed class ProgressInvariantTests
{
    [Test]
    public void A_block_that_faults_is_found_while_the_network_runs()
    {
        using var net = SimulatedNetwork.Create(seed: 1, nodes: 2, Memo.Register);
        net[1].Rewire(static graph => graph.Replace(
            Stages.Of<Memo>("memo").Validate,
            static context => new TransformBlock<Candidate<Memo>, Judged<Memo>>(static Judged<Memo> (_) => throw new FormatException("planted"), context.Bounded(1))));
        net.Run(() => net[0].Broadcaster<Memo>().PublishAsync(new Memo("x")));
        var broken = Assert.Throws<InvariantException>(() => net.RunFor(TimeSpan.FromSeconds(10)));
        Assert.That(broken.Invariant, Is.EqualTo("faults stay inside"));
        Assert.That(broken.Message, Does.Contain("memo/validate").And.Contain("planted").And.Contain("node 1"));
    }

    [Test]
    public void A_million_steps_at_one_moment_are_found_and_a_million_at_two_are_not()
    {
        using var net = SimulatedNetwork.Create(seed: 1, nodes: 1, Memo.Register);
        var now = TimeSpan.Zero;
        IInvariant livelock = new NoLivelock(() => now);
        Assert.That(Enumerable.Range(0, 1_000_000).Select(_ => livelock.AfterStep(net[0])), Has.All.Null);
        now = TimeSpan.FromTicks(1);
        Assert.That(Enumerable.Range(0, 1_000_000).Select(_ => livelock.AfterStep(net[0])), Has.All.Null);
        Assert.That(livelock.AfterStep(net[0]), Is.Not.Null);
    }

    [Test]
    public void An_invariant_of_a_test_is_asked_with_the_others()
    {
        using var net = SimulatedNetwork.Create(seed: 1, nodes: 2, Memo.Register);
        net.Invariants.Add(new NothingEver());
        var broken = Assert.Throws<InvariantException>(() => net.RunFor(TimeSpan.FromSeconds(1)));
        Assert.That(broken.Invariant, Is.EqualTo("nothing ever"));
    }

    private sealed class NothingEver : IInvariant
    {
        public string Name => "nothing ever";

        public string? AfterStep(SimulatedNode node) => "Something happened.";
    }
}
