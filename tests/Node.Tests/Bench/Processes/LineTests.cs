using System.IO.Pipes;
using System.Text;
using Tidings.Node.Bench;
using Tidings.Node.Bench.Processes;

namespace Tidings.Node.Tests.Bench.Processes;

/// <summary>What one end of a pipe says, the other reads, in order, however many lines go together.</summary>
[CancelAfter(30_000)]
public sealed class LineTests
{
    [Test]
    public async Task Every_line_arrives_whole_and_in_order(CancellationToken cancellationToken)
    {
        using var near = new AnonymousPipeServerStream(PipeDirection.Out);
        using var far = new AnonymousPipeClientStream(PipeDirection.In, near.ClientSafePipeHandle);
        var heard = new List<string>();
        var lastIsHere = new TaskCompletionSource();
        var reading = LineReader.RunAsync(far, (word, rest) =>
        {
            heard.Add((char)word + Encoding.UTF8.GetString(rest));
            if (word == Words.Failed)
            {
                lastIsHere.SetResult();
            }
        });
        var writer = new LineWriter(near, fault => Assert.Fail(fault.Message));
        var longText = new string('ä', 100_000);

        for (var i = 0; i < 20_000; i++)
        {
            writer.Say(Words.Have, (long)i << 40);
        }

        writer.Say(Words.Answer, longText);
        writer.Say(Words.Answer, "");
        writer.Say(Words.Failed, "last");
        await lastIsHere.Task.WaitAsync(cancellationToken);
        near.Dispose();
        await reading.WaitAsync(cancellationToken);

        Assert.That(heard, Has.Count.EqualTo(20_003));
        Assert.That(heard.Take(20_000), Is.EqualTo(Enumerable.Range(0, 20_000).Select(i => $"h{(long)i << 40}")));
        Assert.That(heard[20_000], Is.EqualTo("=" + longText));
        Assert.That(heard[20_001], Is.EqualTo("="));
    }

    [Test]
    public void What_no_child_answers_is_told_as_that() =>
        Assert.That(() => Words.Parse<ChildState>("nonsense"), Throws.TypeOf<BenchException>().With.Message.Contain("no answer"));
}
