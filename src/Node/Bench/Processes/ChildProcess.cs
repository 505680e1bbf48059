using System.Buffers.Text;
using System.Diagnostics;
using System.Text;
using Tidings.Node.Hosting;

namespace Tidings.Node.Bench.Processes;

/// <summary>The parent's side of one node's process. Disposing closes its input, which ends it; one that does not end is killed. Thread-safe.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);

    private readonly int _number;
    private readonly IDeliverySink _sink;
    private readonly Process _process;
    private readonly LineWriter _says;
    private readonly Lock _gate = new();
    private readonly Queue<TaskCompletionSource<string>> _questions = new();
    private readonly Task _reading;
    private string? _fault;

    private ChildProcess(int number, IDeliverySink sink, Process process)
    {
        (_number, _sink, _process) = (number, sink, process);
        _says = new LineWriter(process.StandardInput.BaseStream, _ => { });
        _reading = ReadAsync();
    }

    /// <summary>Why it cannot go on; null while it can.</summary>
    public string? Fault
    {
        get
        {
            lock (_gate)
            {
                return _fault;
            }
        }
    }

    /// <summary>The system's number of the process.</summary>
    public int Id => _process.Id;

    public static ChildProcess Start(ChildSpec spec, IDeliverySink sink)
    {
        var start = ThisExecutable.Start(["bench", "child", .. spec.Arguments()]);
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        return new ChildProcess(spec.Number, sink, Process.Start(start)!);
    }

    /// <summary>Lets its node publish an artifact.</summary>
    public void Publish(long number) => _says.Say(Words.Publish, number);

    /// <summary>Asks something.</summary>
    /// <exception cref="BenchException">The process cannot go on.</exception>
    public async Task<string> AskAsync(byte word, string rest, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_fault is not null)
            {
                throw new BenchException(_fault);
            }

            _questions.Enqueue(answer);
            _says.Say(word, rest);
        }

        return await answer.Task.WaitAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.StandardInput.Close();
            await _reading.WaitAsync(StopPatience, TimeProvider.System);
        }
        catch (IOException)
        {
            // It has ended already.
            await _reading;
        }
        catch (TimeoutException)
        {
            _process.Kill();
            await _reading;
        }

        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        await LineReader.RunAsync(_process.StandardOutput.BaseStream, Handle);
        await _process.WaitForExitAsync();
        Fail($"the process of node {_number} ended with exit code {_process.ExitCode}");
    }

    private void Handle(byte word, ReadOnlySpan<byte> rest)
    {
        if (word == Words.Have && Utf8Parser.TryParse(rest, out long number, out _))
        {
            _sink.Delivered(_number, number);
            return;
        }

        var text = Encoding.UTF8.GetString(rest);
        if (word == Words.Answer)
        {
            TaskCompletionSource<string>? asked;
            lock (_gate)
            {
                _questions.TryDequeue(out asked);
            }

            asked?.TrySetResult(text);
        }
        else
        {
            Fail($"node {_number} failed: {text}");
        }
    }

    private void Fail(string fault)
    {
        List<TaskCompletionSource<string>> asked;
        lock (_gate)
        {
            _fault ??= fault;
            asked = [.. _questions];
            _questions.Clear();
        }

        asked.ForEach(question => question.TrySetException(new BenchException(fault)));
    }
}
