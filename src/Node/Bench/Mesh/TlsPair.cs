using System.Net.Security;
using System.Net.Sockets;

namespace Tidings.Node.Bench.Mesh;

/// <summary>Both ends of one connection over loopback: mutual TLS 1.3 on sockets that are set up as a node sets up its own.</summary>
internal sealed class TlsPair : IAsyncDisposable
{
    private TlsPair(Socket dialled, Socket accepted)
    {
        Dialled = new SslStream(new NetworkStream(dialled, ownsSocket: true));
        Accepted = new SslStream(new NetworkStream(accepted, ownsSocket: true));
    }

    /// <summary>The end of whoever dialled.</summary>
    public SslStream Dialled { get; }

    /// <summary>The end of whoever listened.</summary>
    public SslStream Accepted { get; }

    public static async Task<TlsPair> ConnectAsync(PinnedCertificate dialler, PinnedCertificate listener, CancellationToken cancellationToken)
    {
        using var listening = LoopbackSockets.Listen(1);
        var dialled = LoopbackSockets.Make();
        var accepting = listening.AcceptAsync(cancellationToken);
        await dialled.ConnectAsync(listening.LocalEndPoint!, cancellationToken);
        var accepted = await accepting;
        LoopbackSockets.SetUp(accepted);
        var pair = new TlsPair(dialled, accepted);
        try
        {
            await Task.WhenAll(
                pair.Accepted.AuthenticateAsServerAsync(listener.Server([dialler.Key]), cancellationToken),
                pair.Dialled.AuthenticateAsClientAsync(dialler.Client(listener.Key), cancellationToken));
            return pair;
        }
        catch
        {
            await pair.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Dialled.DisposeAsync();
        await Accepted.DisposeAsync();
    }
}
