using System.Net;
using System.Net.Sockets;
using Tidings.Runtime.Peers.Lanes;

namespace Tidings.Runtime.Tests.Peers.Lanes;

public sealed class GatheringStreamTests
{
    [Test]
    public async Task Writes_go_out_together_when_they_are_flushed()
    {
        var socket = new WritesStream();
        using var stream = new GatheringStream(socket, new GatherBuffers(64 << 10));
        await stream.WriteAsync(new byte[] { 1, 2 });
        await stream.WriteAsync(new byte[] { 3 });
        Assert.That(socket.Writes, Is.Empty);

        await stream.FlushAsync();
        await stream.FlushAsync();
        Assert.That(socket.Writes, Is.EqualTo(new[] { new byte[] { 1, 2, 3 } }));
    }

    [Test]
    public async Task Bytes_that_wait_in_the_socket_are_seen()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var near = new TcpClient();
        await near.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        using var far = await listener.AcceptSocketAsync();
        var stream = new GatheringStream(near.GetStream(), new GatherBuffers(4096));
        Assert.That(stream.HasUnread, Is.False);

        await far.SendAsync(new byte[] { 7, 8 });
        Assert.That(near.Client.Poll(TimeSpan.FromSeconds(20), SelectMode.SelectRead), Is.True);
        Assert.That(stream.HasUnread, Is.True);

        await stream.ReadExactlyAsync(new byte[2]);
        Assert.That(stream.HasUnread, Is.False);
        await stream.DisposeAsync();
        Assert.That(stream.HasUnread, Is.False, "a closed one holds nothing");
    }

    [Test]
    public async Task Whatever_is_written_comes_out_in_order_and_no_write_is_cut([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        var socket = new WritesStream();
        var buffers = new GatherBuffers(4096);
        using var stream = new GatheringStream(socket, buffers);
        var written = new List<byte>();
        var ends = new HashSet<int>();
        for (var i = 0; i < 100; i++)
        {
            var record = new byte[random.Next(2) == 0 ? random.Next(100) : random.Next(2 * buffers.Size)];
            random.NextBytes(record);
            await stream.WriteAsync(record);
            written.AddRange(record);
            ends.Add(written.Count);
            if (random.Next(8) == 0)
            {
                await stream.FlushAsync();
                Assert.That(socket.Writes.Sum(write => write.Length), Is.EqualTo(written.Count));
            }
        }

        await stream.FlushAsync();
        Assert.That(socket.Writes.SelectMany(write => write), Is.EqualTo(written));
        var at = 0;
        Assert.That(socket.Writes.All(write => ends.Contains(at += write.Length)), Is.True, "a record was cut in two");
    }

    private sealed class WritesStream : MemoryStream
    {
        public List<byte[]> Writes { get; } = [];

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes.Add(buffer.ToArray());
            return ValueTask.CompletedTask;
        }
    }
}
