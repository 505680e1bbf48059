namespace Tidings.Node.Simulate.Campaigns;

/// <summary>Who runs seeds for a campaign. Disposing it ends it, whatever it does.</summary>
internal interface IWorker : IAsyncDisposable
{
    /// <summary>Sends it a line.</summary>
    Task AskAsync(string line, CancellationToken cancellationToken);

    /// <summary>The next line that it answers.</summary>
    /// <exception cref="WorkerException">It ended, or said nothing in that time.</exception>
    Task<string> AnswerAsync(TimeSpan patience, CancellationToken cancellationToken);
}

/// <summary>A worker gave no answer. The message says what is known of the reason.</summary>
internal sealed class WorkerException(string message, Exception? inner = null) : Exception(message, inner);
