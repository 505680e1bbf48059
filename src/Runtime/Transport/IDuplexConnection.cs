namespace Tidings.Runtime.Transport;

/// <summary>
/// One duplex byte stream. Disposing closes it in order: what was written before still arrives. One reader and one writer at a time;
/// <see cref="Abort"/> and disposal from any thread, any number of times.
/// </summary>
public interface IDuplexConnection : IAsyncDisposable
{
    /// <summary>The bytes. Asynchronous reads and writes only. A broken stream throws <see cref="IOException"/>; one that the other side closed reads 0.</summary>
    Stream Stream { get; }

    /// <summary>The other end, as the transport sees it. For logs and limits per address; it identifies nobody.</summary>
    NodeAddress RemoteAddress { get; }

    /// <summary>Ends the stream at once, without sending what waits; pending reads and writes fail.</summary>
    void Abort();
}
