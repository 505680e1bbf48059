namespace Tidings.Runtime.Transport;

/// <summary>A place where a transport takes streams in. Disposing stops it; streams already accepted live on. One caller accepts at a time.</summary>
public interface ITransportListener : IAsyncDisposable
{
    /// <summary>Where it listens, with the port that was taken.</summary>
    NodeAddress LocalAddress { get; }

    /// <summary>
    /// The next stream. Passing trouble (no file descriptor left, a dialler that went away) is waited out here, so that an accept loop
    /// needs no error handling of its own.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait; nothing is lost.</param>
    /// <returns>The stream, or null once the listener is disposed.</returns>
    /// <exception cref="OperationCanceledException">The token asked.</exception>
    ValueTask<IDuplexConnection?> AcceptAsync(CancellationToken cancellationToken);
}
