using Tidings.Simulation.Faults;
using Tidings.Simulation.Network;

namespace Tidings.Simulation;

/// <summary>What goes wrong between machines.</summary>
public sealed partial class SimulatedNetwork
{
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

    /// <summary>
    /// The end of all trouble on the way: every link passes and is again as the network was made with, and paused processes go on. Who has crashed stays so
    /// until it is restarted.
    /// </summary>
    public void Heal()
    {
        foreach (var link in Fabric.Links)
        {
            link.Options = _options.Link;
            link.Open();
        }

        foreach (var node in _nodes)
        {
            node.Resume();
        }
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
