using System.Diagnostics;
using Tidings.Node.Bench;
using Tidings.Node.Bench.Load;
using Tidings.Node.Bench.Processes;
using Tidings.Node.Tests.Commands;

namespace Tidings.Node.Tests.Bench.Processes;

/// <summary>Nodes in processes of their own: all arrives and is counted, what they hold is right and bounded, and one that dies is told.</summary>
[CancelAfter(120_000)]
public sealed class ProcessSubjectTests
{
    [Test]
    public async Task Every_delivery_of_both_is_counted_once_and_the_pools_hold_what_was_published(CancellationToken cancellationToken)
    {
        var options = new BenchOptions
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
            ProcessPerNode = true,
        };

        var result = await RowRun.RunAsync(options, new RowSpec(1 << 10, 12), cancellationToken);

        foreach (var phase in result.Phases.Ours.Concat(result.Phases.Limits))
        {
            Assert.That(phase.Deliveries, Is.Positive);
            Assert.That(phase.Deliveries % 2, Is.Zero);
            Assert.That(phase.Completion.Count, Is.EqualTo(phase.Deliveries / 2));
            Assert.That(phase.WireRatio, Is.GreaterThan(1));
            Assert.That(phase.CpuSeconds, Is.Positive, "of the children");
            Assert.That(phase.AllocatedBytes, Is.Positive);
        }

        Assert.That(result.Phases.Limits, Has.All.Property("Copies").EqualTo(1.0));
        Assert.That(result.Verified.Checked, Is.GreaterThanOrEqualTo(3));
        Assert.That(result.Verified.Wrong, Is.Empty);
        Assert.That(result.Suite, Is.Not.Null);
    }

    [Test]
    public async Task Old_artifacts_leave_every_pool_so_that_more_is_published_than_it_has_room_for(CancellationToken cancellationToken)
    {
        const int size = 1 << 20;
        const int count = 260;
        var payloads = new Payloads(size, places: 2);
        var window = new InFlight(2, 2, 2, TimeProvider.System);
        await using var subject = await ProcessSubject.StartAsync(Subjects.Tidings, 2, 1, new RowSpec(size, 2), window, cancellationToken);

        await new FillLoad(subject, window, payloads, TimeProvider.System).RunAsync(count, TimeSpan.FromSeconds(60), cancellationToken);

        Assert.That(window.Completions.Count, Is.EqualTo(count));
        var verified = await subject.VerifyAsync(cancellationToken);
        Assert.That(verified.Wrong, Is.Empty);
        Assert.That(verified.Checked, Is.LessThanOrEqualTo(4), "a hundredth of no more than 200 of them at each of the two");
    }

    [TestCase(Subjects.Tidings)]
    [TestCase(Subjects.Mesh)]
    public async Task A_process_that_dies_ends_the_run_with_its_name(string name, CancellationToken cancellationToken)
    {
        var payloads = new Payloads(64, places: 3);
        var window = new InFlight(3, 3, 3, TimeProvider.System);
        await using var subject = await ProcessSubject.StartAsync(name, 3, 1, new RowSpec(64, 3), window, cancellationToken);
        using (var victim = Process.GetProcessById(subject.Children[1].Id))
        {
            victim.Kill();
            await victim.WaitForExitAsync(cancellationToken);
        }

        var load = new BroadcastLoad(subject, window, payloads, TimeProvider.System, TimeSpan.FromSeconds(2));
        var fault = Assert.ThrowsAsync<BenchException>(() => load.RunAsync(TimeSpan.FromMilliseconds(100), cancellationToken));

        Assert.That(fault!.Message, Does.StartWith(name).And.Contain("the process of node 1 ended with exit code 137"));
    }

    [Test]
    public async Task A_child_ends_when_its_parent_has_gone(CancellationToken cancellationToken)
    {
        var start = CommandLine.StartInfo(["bench", "child", .. new ChildSpec(Subjects.Mesh, 0, 2, 1, new RowSpec(64, 1), "").Arguments()]);
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        using var child = Process.Start(start)!;
        await child.StandardInput.WriteAsync("a\n");
        await child.StandardInput.FlushAsync(cancellationToken);
        Assert.That(await child.StandardOutput.ReadLineAsync(cancellationToken), Does.StartWith("="));

        child.StandardInput.Close();

        await child.WaitForExitAsync(cancellationToken);
        Assert.That(child.ExitCode, Is.Zero);
    }
}
