using Tidings.Contract;
using Tidings.Runtime.Transport;
using Tidings.Runtime.Transport.InMemory;

namespace Tidings.Runtime.Tests.Transport.InMemory;

public class InMemoryTransportTests : TransportContract
{
    private InMemoryHub _hub = new();

    protected override NodeAddress ListenAddress => new("0.0.0.0", 0);

    [SetUp]
    public void NewHub() => _hub = new InMemoryHub();

    [Test]
    public async Task A_listener_that_does_not_accept_refuses_over_its_backlog()
    {
        var hub = new InMemoryHub(new InMemoryTransportOptions { ListenBacklog = 2 });
        await using var listener = await hub.CreateTransport("a").ListenAsync(NodeAddress.Parse("a:1"), CancellationToken.None);
        var dialler = hub.CreateTransport("b");
        await using var first = await dialler.ConnectAsync(listener.LocalAddress, CancellationToken.None);
        await using var second = await dialler.ConnectAsync(listener.LocalAddress, CancellationToken.None);
        Assert.That(async () => await dialler.ConnectAsync(listener.LocalAddress, CancellationToken.None), Throws.InstanceOf<IOException>().With.Message.Contains("backlog"));
        Assert.That((await listener.AcceptAsync(CancellationToken.None))!.RemoteAddress.Host, Is.EqualTo("b"));
        await using var third = await dialler.ConnectAsync(listener.LocalAddress, CancellationToken.None);
    }

    [Test]
    public void Under_a_simulated_scheduler_one_seed_is_one_history_and_nothing_wakes_up_elsewhere([Range(1, 10)] int seed)
    {
        var first = Talk(seed);
        Assert.That(first.Escapes, Is.Zero);
        Assert.That(Talk(seed), Is.EqualTo(first));
    }

    protected override ITransport Create() => _hub.CreateTransport("node");

    private static (string History, long Escapes) Talk(int seed)
    {
        var world = new VirtualWorld(seed);
        var hub = new InMemoryHub(new InMemoryTransportOptions { BytesPerDirection = 100 });
        var history = new List<string>();
        world.Run(async () =>
        {
            await using var listener = await hub.CreateTransport("a").ListenAsync(NodeAddress.Parse("a:1"), CancellationToken.None);
            var clients = Enumerable.Range(0, 3).Select(SendAsync).ToArray();
            await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ReceiveAsync(listener)));
            await Task.WhenAll(clients);
        });
        return (string.Join('\n', history), world.Escapes);

        async Task SendAsync(int client)
        {
            await using var connection = await hub.CreateTransport($"c{client}").ConnectAsync(NodeAddress.Parse("a:1"), CancellationToken.None);
            for (var i = 1; i < 40; i++)
            {
                await connection.Stream.WriteAsync(new byte[i * 3]);
                history.Add($"{client} wrote {i}");
            }
        }

        async Task ReceiveAsync(ITransportListener listener)
        {
            await using var connection = (await listener.AcceptAsync(CancellationToken.None))!;
            var buffer = new byte[64];
            int read;
            while ((read = await connection.Stream.ReadAsync(buffer)) > 0)
            {
                history.Add($"{connection.RemoteAddress} read {read}");
            }
        }
    }
}
