using Simulation.Tests.Kinds;
using Tidings.Simulation;
using Tidings.Simulation.Checks;

namespace Simulation.Tests.Kernel;

/// <summary>What leaves the scheduler.</summary>
public sealed class EscapeTests
{
    [Test]
    public void A_node_that_starts_works_and_stops_lets_nothing_escape()
    {
        using var net = SimulatedNetwork.Create(seed: 1, nodes: 4, Memo.Register);
        var id = net.Run(() => net[0].Broadcaster<Memo>().PublishAsync(new Memo("a"))).Id;
        net.RunUntil(() => net.Nodes.All(node => node.Pool<Memo>().Contains(id)), TimeSpan.FromSeconds(10));
        net.Run(() => Task.WhenAll(net.Nodes.Select(static node => node.StopAsync())));
        Assert.That(net.Escapes, Is.Zero);
    }

    [Test]
    public void Code_that_goes_to_the_thread_pool_breaks_an_invariant()
    {
        var escaped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var net = SimulatedNetwork.Create(seed: 1, nodes: 2, Memo.Register);
        net.RunFor(TimeSpan.FromSeconds(1));
        net.Run(async () =>
        {
            ThreadPool.UnsafeQueueUserWorkItem(static wait => wait.SetResult(), escaped, preferLocal: false);
            await escaped.Task;
        });
        var failure = Assert.Throws<InvariantException>(net.CheckAtRest);
        Assert.That(failure.Invariant, Is.EqualTo("nothing escapes"));
        Assert.That(net.Escapes, Is.EqualTo(1));
    }

    [Test]
    public void A_thread_beside_the_simulation_ends_the_run()
    {
        using var net = SimulatedNetwork.Create(seed: 1, nodes: 2, Memo.Register);
        var failure = Assert.Throws<InvalidOperationException>(() => net.Run(async () =>
        {
            var woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var waiting = Wait(woken.Task);
            var thread = new Thread(woken.SetResult);
            thread.Start();
            thread.Join();
            await waiting;
        }));
        Assert.That(failure.Message, Does.Contain("seed 1").And.Contain("Another thread"));

        static async Task Wait(Task task) => await task;
    }
}
