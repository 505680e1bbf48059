using System.Diagnostics;
using Tidings.Node.Simulate.Campaigns;

namespace Tidings.Node.Tests.Simulate.Campaigns;

[CancelAfter(30_000)]
[Platform(Exclude = "Win")]
public sealed class WorkerProcessTests
{
    [Test]
    public async Task A_process_gets_lines_and_answers_lines(CancellationToken cancellationToken)
    {
        await using var worker = Shell("while read line; do echo \"heard $line\"; done", cancellationToken);
        await worker.AskAsync("1..2", cancellationToken);
        await worker.AskAsync("3..4", cancellationToken);

        Assert.That(await worker.AnswerAsync(TimeSpan.FromSeconds(20), cancellationToken), Is.EqualTo("heard 1..2"));
        Assert.That(await worker.AnswerAsync(TimeSpan.FromSeconds(20), cancellationToken), Is.EqualTo("heard 3..4"));
    }

    [Test]
    public async Task A_process_that_ends_is_told_with_its_code_and_last_words(CancellationToken cancellationToken)
    {
        await using var worker = Shell("for i in $(seq 30); do echo \"trouble $i\" >&2; done; exit 134", cancellationToken);

        Assert.That(
            () => worker.AnswerAsync(TimeSpan.FromSeconds(20), cancellationToken),
            Throws.TypeOf<WorkerException>().With.Message.Contain("134").And.Message.Contain("trouble 11\n").And.Message.EndsWith("trouble 30").And.Message.Not.Contain("trouble 10\n"));
    }

    [Test]
    public async Task A_process_that_says_nothing_is_given_up_and_ended(CancellationToken cancellationToken)
    {
        var worker = Shell("echo $$; exec sleep 600", cancellationToken);
        var id = int.Parse(await worker.AnswerAsync(TimeSpan.FromSeconds(20), cancellationToken), System.Globalization.CultureInfo.InvariantCulture);

        Assert.That(() => worker.AnswerAsync(TimeSpan.FromMilliseconds(50), cancellationToken), Throws.TypeOf<WorkerException>().With.Message.Contain("said nothing"));

        await worker.DisposeAsync();
        Assert.That(() => Process.GetProcessById(id), Throws.ArgumentException);
    }

    [Test]
    public async Task An_interrupted_process_is_ended_at_once(CancellationToken cancellationToken)
    {
        using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await using var worker = Shell("exec sleep 600", interrupt.Token);
        var answer = worker.AnswerAsync(TimeSpan.FromSeconds(600), cancellationToken);

        await interrupt.CancelAsync();

        Assert.That(() => answer, Throws.TypeOf<WorkerException>().With.Message.Contain("ended with exit code"));
    }

    private static WorkerProcess Shell(string script, CancellationToken cancellationToken) => WorkerProcess.Start(new ProcessStartInfo("sh", ["-c", script]), cancellationToken);
}
