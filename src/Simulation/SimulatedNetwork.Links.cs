using Tidings.Simulation.Faults;
using Tidings.Simulation.Kernel;
using Tidings.Simulation.Network;

namespace Tidings.Simulation;

/// <summary>What goes wrong between machines.</summary>
public sealed partial class SimulatedNetwork
{
    private CancellationTokenSource _healed = new();
    private int _swizzles;

    /// <summary>One direction between two machines.</summary>
    /// <param name="from">Who sends.</param>
    /// <param name="to">Who receives.</param>
    public SimulatedLink Link(int from, int to)
    {
        ThrowUnlessNode(from);
        ThrowUnlessNode(to);
        ArgumentOutOfRangeException.ThrowIfEqual(from, to);
        return Fabric.LinkOf(from, to);
    }

    /// <summary>Cuts two groups of machines off from each other, in both directions. Streams between them live on until somebody gives up; dials get no answer.</summary>
    /// <param name="one">Numbers of nodes.</param>
    /// <param name="other">Numbers of nodes; who is in both groups reaches everybody.</param>
    /// <returns>Lifts the partition when it is disposed; <see cref="Heal"/> does too.</returns>
    public IDisposable Partition(IReadOnlyCollection<int> one, IReadOnlyCollection<int> other) => Block([.. Across(one, other), .. Across(other, one)], FaultKind.Partition);

    /// <summary>Lets nothing pass from one group of machines to another, while everything passes back.</summary>
    /// <param name="from">Numbers of nodes.</param>
    /// <param name="to">Numbers of nodes.</param>
    /// <returns>Lifts the partition when it is disposed; <see cref="Heal"/> does too.</returns>
    public IDisposable PartitionOneWay(IReadOnlyCollection<int> from, IReadOnlyCollection<int> to) => Block([.. Across(from, to)], FaultKind.OneWayPartition);

    /// <summary>Two groups of machines lose each other and find each other again, time after time. Goes on while the network runs, until <see cref="Heal"/>.</summary>
    /// <param name="one">Numbers of nodes.</param>
    /// <param name="other">Numbers of nodes.</param>
    /// <param name="down">How long nothing passes.</param>
    /// <param name="up">How long everything passes then.</param>
    /// <param name="times">How often.</param>
    public void Flap(IReadOnlyCollection<int> one, IReadOnlyCollection<int> other, TimeSpan down, TimeSpan up, int times)
    {
        SimulatedLink[] links = [.. Across(one, other), .. Across(other, one)];
        Trouble(async (clock, healed) =>
        {
            for (var i = 0; i < times; i++)
            {
                using (Block(links, FaultKind.Flapping))
                {
                    await Waiting.DelayAsync(clock, down, healed);
                }

                await Waiting.DelayAsync(clock, up, healed);
            }
        });
    }

    /// <summary>Links between these machines, half of them by chance, stop one by one and are released in another order. Ends early by <see cref="Heal"/>.</summary>
    /// <param name="nodes">Numbers of nodes.</param>
    /// <param name="over">They stop in the first half of this time and are released in the second.</param>
    public void Swizzle(IReadOnlyCollection<int> nodes, TimeSpan over)
    {
        ArgumentNullException.ThrowIfNull(nodes);
        var random = new RandomStream(_world.Seed, $"swizzle {_swizzles++}");
        List<SimulatedLink> all = [.. nodes.SelectMany(_ => nodes, static (from, to) => (from, to)).Where(static way => way.from != way.to).Select(way => Link(way.from, way.to))];
        foreach (var link in random.Some(all, (all.Count + 1) / 2))
        {
            var (stop, release) = (random.Between(TimeSpan.Zero, over / 2), random.Between(over / 2, over));
            Trouble(async (clock, healed) =>
            {
                await Waiting.DelayAsync(clock, stop, healed);
                using (link.Block(FaultKind.Clog))
                {
                    await Waiting.DelayAsync(clock, release - stop, healed);
                }
            });
        }
    }

    /// <summary>
    /// The end of all trouble: every link passes and is again as the network was made with, machines of honest nodes read and write at will, and paused
    /// processes go on. Who has crashed stays so until it is restarted, and a stream that was cut stays cut.
    /// </summary>
    public void Heal()
    {
        _healed.Cancel();
        _healed = new CancellationTokenSource();
        foreach (var link in Fabric.Links)
        {
            link.Heal();
        }

        foreach (var node in _nodes)
        {
            node.Resume();
            node.Sockets = node.IsHonest ? new SocketOptions() : node.Sockets;
        }
    }

    // On the network's own time; healing ends it in the midst of a wait.
    private void Trouble(Func<TimeProvider, CancellationToken, Task> course)
    {
        var healed = _healed.Token;
        _ = _harness.Start(() => course(_harness.Clock, healed));
    }

    private static Blockades Block(IReadOnlyCollection<SimulatedLink> links, FaultKind why) => new(links.Select(link => link.Block(why)));

    private IEnumerable<SimulatedLink> Across(IReadOnlyCollection<int> from, IReadOnlyCollection<int> to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        return from.Except(to).SelectMany(_ => to.Except(from), Link);
    }

    private void ThrowUnlessNode(int node)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(node);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(node, _nodes.Length);
    }
}
