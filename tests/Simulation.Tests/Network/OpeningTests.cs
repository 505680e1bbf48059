using Tidings.Runtime.Transport;
using Tidings.Simulation;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Kernel;
using Tidings.Simulation.Network;

namespace Simulation.Tests.Network;

/// <summary>Streams that the dialler has, and the listener does not have yet.</summary>
public sealed class OpeningTests
{
    private static readonly TimeSpan s_quick = TimeSpan.FromMilliseconds(10), s_slow = TimeSpan.FromMilliseconds(400), s_later = TimeSpan.FromSeconds(10);

    [Test]
    public void The_listener_has_a_stream_once_its_opening_has_arrived()
    {
        var (world, fabric, _) = Dialled();
        Assert.That((fabric.OpenStreamsOf(0), fabric.OpenStreamsOf(1)), Is.EqualTo((1, 0)));
        world.RunTo(s_later);
        Assert.That((fabric.OpenStreamsOf(0), fabric.OpenStreamsOf(1)), Is.EqualTo((1, 1)));
    }

    [Test]
    public void A_reset_that_is_faster_than_the_opening_leaves_nothing_behind()
    {
        var (world, fabric, connection) = Dialled();
        fabric.LinkOf(0, 1).Options = new LinkOptions();
        connection.Abort();
        world.RunTo(s_later);
        Assert.That((fabric.OpenStreamsOf(0), fabric.OpenStreamsOf(1)), Is.EqualTo((0, 0)));
        Assert.That(fabric.Links.Select(static link => link.Streams), Is.All.Zero);
    }

    [Test]
    public void Nobody_has_a_stream_whose_opening_and_reset_were_both_lost()
    {
        var (world, fabric, connection) = Dialled();
        fabric.LinkOf(0, 1).Options = new LinkOptions();
        using (fabric.LinkOf(0, 1).Block())
        {
            connection.Abort();
            world.RunTo(s_later);
        }

        world.RunTo(s_later * 2);
        Assert.That((fabric.OpenStreamsOf(0), fabric.OpenStreamsOf(1)), Is.EqualTo((0, 0)));
    }

    /// <summary>Machine 0 has dialled machine 1, and the opening is slow.</summary>
    private static (World World, Fabric Fabric, IDuplexConnection Connection) Dialled()
    {
        var world = new World(1);
        var fabric = new Fabric(world, 2, new SimulationOptions(), new FaultCounter());
        var (dialler, listener) = (world.CreateHost(0, "dialler"), world.CreateHost(1, "listener"));
        fabric.Listen(listener, Fabric.Port);
        var dial = dialler.Start(() => fabric.ConnectAsync(dialler, Fabric.AddressOf(1), CancellationToken.None).AsTask());
        world.RunTo(s_quick * 1.5);
        fabric.LinkOf(0, 1).Options = new LinkOptions { LatencyMin = s_slow, LatencyMax = s_slow };
        Assert.That(world.RunUntil(() => dial.IsCompleted, s_quick * 3), Is.True);
        return (world, fabric, dial.Result);
    }
}
