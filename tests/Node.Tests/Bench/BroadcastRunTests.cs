using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tidings.Node.Bench;
using Tidings.Node.Bench.Load;
using Tidings.Node.Bench.Nodes;
using Tidings.Node.Hosting;
using Tidings.Runtime.DependencyInjection;
using Tidings.Runtime.Hosting;
using Tidings.Runtime.Security;

namespace Tidings.Node.Tests.Bench;

/// <summary>Short runs of both subjects: everything that is published arrives, is counted once, and is right.</summary>
[CancelAfter(60_000)]
public sealed class BroadcastRunTests
{
    private static readonly BenchOptions Short = new()
    {
        Name = "broadcast",
        Nodes = 3,
        Publishers = 3,
        Rows = [],
        Lanes = 2,
        Rounds = 1,
        Phase = TimeSpan.FromMilliseconds(150),
        Warmup = TimeSpan.FromMilliseconds(50),
        Only = null,
        Json = true,
    };

    [TestCase(1 << 10, 12)]
    [TestCase(64 << 10, 6)]
    [TestCase(1 << 20, 3)]
    public async Task Every_delivery_of_both_is_counted_once_and_the_pools_hold_what_was_published(int size, int window, CancellationToken cancellationToken)
    {
        var result = await RowRun.RunAsync(Short, new RowSpec(size, window), cancellationToken);

        Assert.That(result.Phases.Ours, Has.Count.EqualTo(2), "A B B A");
        Assert.That(result.Phases.Limits, Has.Count.EqualTo(2));
        foreach (var phase in result.Phases.Ours.Concat(result.Phases.Limits))
        {
            Assert.That(phase.Deliveries, Is.Positive);
            Assert.That(phase.Deliveries % (Short.Nodes - 1), Is.Zero, "a phase ends when all of it is everywhere");
            Assert.That(phase.Completion.Count, Is.EqualTo(phase.Deliveries / (Short.Nodes - 1)));
            Assert.That(phase.Copies, Is.GreaterThanOrEqualTo(1));
            Assert.That(phase.WireRatio, Is.GreaterThan(1));
        }

        Assert.That(result.Phases.Limits, Has.All.Property("Copies").EqualTo(1.0));
        Assert.That(result.Verified.Checked, Is.GreaterThanOrEqualTo(Short.Nodes));
        Assert.That(result.Verified.Wrong, Is.Empty);
        Assert.That(result.TlsMegabytesPerSecond is > 0, Is.EqualTo(size >= 64 << 10));
    }

    [TestCase(Subjects.Tidings)]
    [TestCase(Subjects.Mesh)]
    public async Task One_is_measured_alone(string only, CancellationToken cancellationToken)
    {
        var result = await RowRun.RunAsync(Short with { Only = only }, new RowSpec(1 << 10, 6), cancellationToken);

        Assert.That(result.Phases.Ours, Has.Count.EqualTo(only == Subjects.Tidings ? 2 : 0));
        Assert.That(result.Phases.Limits, Has.Count.EqualTo(only == Subjects.Mesh ? 2 : 0));
    }

    [Test]
    public async Task The_nodes_run_the_graph_that_the_graph_command_prints(CancellationToken cancellationToken)
    {
        using var identity = NodeIdentity.Create();
        using var printed = NodeHost.Build(new ConfigurationBuilder().Build(), LogLevel.None, node => node.UseIdentity(identity));
        var window = new InFlight(2, 2, 4, TimeProvider.System);

        await using var subject = await TidingsSubject.StartAsync(2, 1, [new Payloads(1 << 10, 4)], window, cancellationToken);

        Assert.That(subject.Graph.ToString(), Is.EqualTo(printed.Services.GetRequiredService<INode>().Graph.ToString()));
    }
}
