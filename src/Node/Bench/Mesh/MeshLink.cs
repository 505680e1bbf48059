using System.Net.Security;
using System.Net.Sockets;

namespace Tidings.Node.Bench.Mesh;

/// <summary>One end of a connection: a writer of what is sent, and a reader that runs from <see cref="Start"/> until the connection ends.</summary>
internal sealed class MeshLink : IAsyncDisposable
{
    private readonly SentBytesStream _counted;
    private MeshReader? _reader;
    private Task _reading = Task.CompletedTask;

    public MeshLink(Socket socket)
    {
        _counted = new SentBytesStream(new NetworkStream(socket, ownsSocket: true));
        Stream = new SslStream(_counted);
    }

    public SslStream Stream { get; }

    /// <summary>Bytes written to the socket.</summary>
    public long Sent => _counted.Sent;

    /// <summary>Bytes of payload received.</summary>
    public long Received => _reader?.Received ?? 0;

    /// <summary>Reads from now on.</summary>
    /// <param name="onDelivered">Is told the number of each artifact.</param>
    /// <param name="onFault">Is told how it broke.</param>
    /// <returns>The writer to the other end.</returns>
    public MeshWriter Start(Action<long> onDelivered, Action<Exception> onFault)
    {
        _reader = new MeshReader(Stream, onDelivered);
        _reading = ReadAsync(_reader, onFault);
        return new MeshWriter(Stream, onFault);
    }

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        await _reading;
    }

    private static async Task ReadAsync(MeshReader reader, Action<Exception> onFault)
    {
        await Task.Yield();
        try
        {
            await reader.RunAsync();
            onFault(new EndOfStreamException("the other side closed it"));
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            onFault(e);
        }
    }
}
