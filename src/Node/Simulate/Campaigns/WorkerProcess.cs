using System.Diagnostics;

namespace Tidings.Node.Simulate.Campaigns;

/// <summary>A child process with a line in and lines out. A simulation needs the whole thread pool of its process, so there is one per core.</summary>
internal sealed class WorkerProcess : IWorker
{
    private const int ErrorLinesKept = 20;

    private readonly Process _process;
    private readonly Queue<string> _errors = [];
    private readonly CancellationTokenRegistration _interrupt;

    // An interrupted parent has little time left, so its children are ended at once.
    private WorkerProcess(Process process, CancellationToken cancellationToken) =>
        (_process, _interrupt) = (process, cancellationToken.Register(process.Kill));

    /// <summary>Starts a child, which ends when it is disposed or the token is cancelled.</summary>
    public static WorkerProcess Start(ProcessStartInfo start, CancellationToken cancellationToken)
    {
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var worker = new WorkerProcess(Process.Start(start)!, cancellationToken);
        worker._process.ErrorDataReceived += (_, line) => worker.Keep(line.Data);
        worker._process.BeginErrorReadLine();
        return worker;
    }

    public async Task AskAsync(string line, CancellationToken cancellationToken)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellationToken);
            await _process.StandardInput.FlushAsync(cancellationToken);
        }
        catch (IOException e)
        {
            throw new WorkerException(await EndOfAsync(cancellationToken), e);
        }
    }

    public async Task<string> AnswerAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var watchdog = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        watchdog.CancelAfter(patience);
        try
        {
            return await _process.StandardOutput.ReadLineAsync(watchdog.Token) ?? throw new WorkerException(await EndOfAsync(cancellationToken));
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new WorkerException($"its process said nothing for {patience.TotalSeconds:F0} s: something blocks the one thread, or never comes to an end", e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _interrupt.DisposeAsync();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string> EndOfAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        lock (_errors)
        {
            return $"its process ended with exit code {_process.ExitCode}{(_errors.Count > 0 ? $"; its last words:\n{string.Join('\n', _errors)}" : "")}";
        }
    }

    private void Keep(string? line)
    {
        lock (_errors)
        {
            if (line is not null)
            {
                _errors.Enqueue(line);
            }

            if (_errors.Count > ErrorLinesKept)
            {
                _errors.Dequeue();
            }
        }
    }
}
