using System.Security.Cryptography;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Tests.Transport;

/// <summary>What every transport promises; each one runs these tests.</summary>
[CancelAfter(30_000)]
public abstract class TransportContract
{
    private static CancellationToken TestEnds => TestContext.CurrentContext.CancellationToken;

    protected abstract ITransport Create();

    protected virtual NodeAddress ListenAddress => new("127.0.0.1", 0);

    [Test]
    public async Task Bytes_arrive_in_order_in_both_directions_and_then_the_end()
    {
        var (transport, listener) = await ListenAsync();
        await using var dialled = await transport.ConnectAsync(listener.LocalAddress, TestEnds);
        await using var accepted = (await listener.AcceptAsync(TestEnds))!;
        foreach (var (from, to) in new[] { (dialled, accepted), (accepted, dialled) })
        {
            var sent = RandomNumberGenerator.GetBytes(3_000_000);
            var got = new byte[sent.Length];
            var write = from.Stream.WriteAsync(sent).AsTask();
            await to.Stream.ReadExactlyAsync(got, TestEnds);
            await write.WaitAsync(TestEnds);
            Assert.That(SHA256.HashData(got), Is.EqualTo(SHA256.HashData(sent)));
        }

        await dialled.Stream.WriteAsync(new byte[] { 7 });
        await dialled.DisposeAsync();
        var last = new byte[2];
        Assert.That(await accepted.Stream.ReadAsync(last, TestEnds), Is.EqualTo(1), "what was written before the close arrives");
        Assert.That(await accepted.Stream.ReadAsync(last, TestEnds), Is.Zero);
        await listener.DisposeAsync();
    }

    [Test]
    public async Task A_reader_that_waits_is_woken_by_an_abort_at_either_end()
    {
        foreach (var far in new[] { true, false })
        {
            var (transport, listener) = await ListenAsync();
            await using var dialled = await transport.ConnectAsync(listener.LocalAddress, TestEnds);
            await using var accepted = (await listener.AcceptAsync(TestEnds))!;
            var read = dialled.Stream.ReadAsync(new byte[1], TestEnds).AsTask();
            (far ? accepted : dialled).Abort();
            Assert.That(async () => await read, Throws.InstanceOf<IOException>(), $"far end: {far}");
            dialled.Abort();
            await listener.DisposeAsync();
        }
    }

    [Test]
    public async Task Writing_waits_for_a_reader_that_does_not_read()
    {
        var (transport, listener) = await ListenAsync();
        await using var dialled = await transport.ConnectAsync(listener.LocalAddress, TestEnds);
        await using var accepted = (await listener.AcceptAsync(TestEnds))!;
        var write = dialled.Stream.WriteAsync(new byte[16_000_000]).AsTask();
        Assert.That(write.IsCompleted, Is.False);
        await accepted.Stream.ReadExactlyAsync(new byte[16_000_000], TestEnds);
        await write.WaitAsync(TestEnds);
        await listener.DisposeAsync();
    }

    [Test]
    public async Task A_cancelled_read_ends_and_a_cancelled_accept_loses_nothing()
    {
        var (transport, listener) = await ListenAsync();
        using var stop = new CancellationTokenSource();
        var accept = listener.AcceptAsync(stop.Token).AsTask();
        stop.Cancel();
        Assert.That(async () => await accept, Throws.InstanceOf<OperationCanceledException>());

        await using var dialled = await transport.ConnectAsync(listener.LocalAddress, TestEnds);
        await using var accepted = (await listener.AcceptAsync(TestEnds))!;
        using var stopRead = new CancellationTokenSource();
        var read = accepted.Stream.ReadAsync(new byte[1], stopRead.Token).AsTask();
        stopRead.Cancel();
        Assert.That(async () => await read, Throws.InstanceOf<OperationCanceledException>());
        await listener.DisposeAsync();
    }

    [Test]
    public async Task Nobody_listening_and_a_taken_address_are_said_by_address()
    {
        var (transport, listener) = await ListenAsync();
        var address = listener.LocalAddress;
        Assert.That(async () => await Create().ListenAsync(address, TestEnds), Throws.InstanceOf<IOException>().With.Message.Contains(address.ToString()));
        await listener.DisposeAsync();
        Assert.That(
            async () => await transport.ConnectAsync(address, TestEnds),
            Throws.InstanceOf<IOException>().With.Message.Contains(address.ToString()));
    }

    [Test]
    public async Task A_disposed_listener_ends_its_accept_and_frees_its_address()
    {
        var (transport, listener) = await ListenAsync();
        var accept = listener.AcceptAsync(TestEnds).AsTask();
        await listener.DisposeAsync();
        Assert.That(await accept, Is.Null);
        Assert.That(await listener.AcceptAsync(TestEnds), Is.Null);
        await using var again = await transport.ListenAsync(listener.LocalAddress, TestEnds);
        Assert.That(again.LocalAddress, Is.EqualTo(listener.LocalAddress));
    }

    [Test]
    public async Task The_accepting_side_sees_an_address_of_the_dialling_host()
    {
        var (transport, listener) = await ListenAsync();
        await using var dialled = await transport.ConnectAsync(listener.LocalAddress, TestEnds);
        await using var accepted = (await listener.AcceptAsync(TestEnds))!;
        Assert.That(dialled.RemoteAddress, Is.EqualTo(listener.LocalAddress));
        Assert.That(accepted.RemoteAddress.Host, Is.EqualTo(listener.LocalAddress.Host));
        Assert.That(accepted.RemoteAddress.Port, Is.Not.Zero);
        await listener.DisposeAsync();
    }

    protected async Task<(ITransport Transport, ITransportListener Listener)> ListenAsync()
    {
        var transport = Create();
        return (transport, await transport.ListenAsync(ListenAddress, TestEnds));
    }
}
