using System.Net;
using System.Net.Sockets;
using Tidings.Runtime.Telemetry;
using Tidings.Runtime.Transport.Tcp;

namespace Tidings.Runtime.Tests.Transport.Tcp;

[CancelAfter(30_000)]
public class TcpTransportListenerTests
{
    [Test]
    [Platform("Linux", Reason = "Only there a listening socket can be shut down, which stands for an accept that fails.")]
    public async Task Accepting_goes_on_through_trouble_and_says_so_once()
    {
        var time = new ManualTime();
        var log = new RecordingLogger<TcpTransport>();
        var options = new TcpTransportOptions();
        using var socket = options.CreateSocket(AddressFamily.InterNetwork);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        await using var listener = new TcpTransportListener(socket, options, time, log);
        socket.Shutdown(SocketShutdown.Both);

        var accept = listener.AcceptAsync(CancellationToken.None).AsTask();
        await time.TimerDueInAsync(options.AcceptRetryDelay);
        time.Advance(options.AcceptRetryDelay);
        await time.TimerDueInAsync(options.AcceptRetryDelay);
        Assert.That(log.Count(EventIds.AcceptDelayed), Is.EqualTo(1));

        await listener.DisposeAsync();
        time.Advance(options.AcceptRetryDelay);
        Assert.That(await accept, Is.Null);
    }
}
