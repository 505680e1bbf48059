using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Tidings.Runtime.Transport;
using Tidings.Runtime.Transport.Tcp;

namespace Tidings.Runtime.Tests.Transport.Tcp;

public class TcpTransportTests : TransportContract
{
    [Test]
    public async Task Names_and_IPv6_are_reached_where_the_machine_has_them()
    {
        var transport = Create();
        await using var listener = await transport.ListenAsync(NodeAddress.Parse("[::]:0"), CancellationToken.None);
        foreach (var host in new[] { "localhost", "127.0.0.1", "::1" })
        {
            await using var dialled = await transport.ConnectAsync(new NodeAddress(host, listener.LocalAddress.Port), CancellationToken.None);
            await using var accepted = (await listener.AcceptAsync(CancellationToken.None))!;
            await dialled.Stream.WriteAsync(new byte[] { 1 });
            Assert.That(await accepted.Stream.ReadAsync(new byte[1]), Is.EqualTo(1), host);
        }
    }

    [Test]
    public void Sockets_send_at_once_and_have_the_buffers_that_were_asked_for()
    {
        using var plain = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var socket = new TcpTransportOptions { SocketBufferBytes = 48 * 1024 }.CreateSocket(AddressFamily.InterNetwork);
        Assert.That(socket.NoDelay, Is.True);

        // Linux keeps twice the size that was asked for, other systems keep just that.
        Assert.That(socket.ReceiveBufferSize, Is.EqualTo(48 * 1024).Or.EqualTo(96 * 1024));
        Assert.That(socket.SendBufferSize, Is.EqualTo(48 * 1024).Or.EqualTo(96 * 1024));
        Assert.That(plain.ReceiveBufferSize, Is.Not.EqualTo(socket.ReceiveBufferSize), "else this test proves nothing here");
    }

    [Test]
    public void Options_out_of_range_are_named()
    {
        var options = new TcpTransportOptions { SocketBufferBytes = 0, ListenBacklog = 0, AcceptRetryDelay = TimeSpan.Zero };
        Assert.That(
            () => new TcpTransport(options, TimeProvider.System, NullLogger<TcpTransport>.Instance),
            Throws.ArgumentException.With.Message.Contains("SocketBufferBytes").And.Message.Contains("ListenBacklog").And.Message.Contains("AcceptRetryDelay"));
    }

    protected override ITransport Create() => new TcpTransport(new TcpTransportOptions(), TimeProvider.System, NullLogger<TcpTransport>.Instance);
}
