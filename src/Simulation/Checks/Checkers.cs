using Tidings.Simulation.Checks.Invariants;
using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Checks;

/// <summary>Asks the invariants of one network: after every step of an honest node, at rest, and at the end.</summary>
internal sealed class Checkers : IDisposable
{
    private readonly SimulatedNetwork _network;
    private readonly World _world;
    private long _faults;

    public Checkers(SimulatedNetwork network, World world, bool isTls)
    {
        _network = network;
        _world = world;
        All = new InvariantList
        {
            new Integrity(),
            new NoUnvalidatedEntry(),
            new AtMostOnce(),
            new ReadyFirst(),
            new RightBlame(),
            new LiarsAreLeft(),
            new BoundedMemory(),
            new BoundedRequests(),
            new BoundedDials(),
            new UrgentFirst(),
            new NoStarvation(),
            new NoUselessDownload(),
            new FaultsStayInside(),
            new NoDeadlock(),
            new NoLivelock(() => world.Clock.Now),
            new CleanDrain(),
            new NoUnobservedException(),
        };
        if (!isTls)
        {
            All.Add(new NothingEscapes(() => world.Escapes));
        }
    }

    /// <summary>Asked in this order.</summary>
    public InvariantList All { get; }

    /// <summary>When something last went wrong on purpose.</summary>
    public TimeSpan LastFault { get; private set; }

    public void AtRest() => Ask(invariant => invariant.AtRest(_network), "at rest");

    public void AtEnd() => Ask(invariant => invariant.AtEnd(_network), "at the end");

    /// <summary>After a step of a node's process that lives.</summary>
    public void AfterStep(SimulatedHost host)
    {
        if (_faults != _network.Faults.Total)
        {
            _faults = _network.Faults.Total;
            LastFault = _world.Clock.Now;
        }

        var node = _network[host.Index];
        if (!node.IsHonest || node.Current.Host != host)
        {
            return;
        }

        var record = node.Record;
        record.Collect();
        foreach (var invariant in All.AfterStep(record.HasNews, host.Steps))
        {
            if (invariant.AfterStep(node) is { } broken)
            {
                throw Broken(invariant, $"node {host.Index}", broken);
            }
        }

        record.Forget();
    }

    /// <summary>A stall is proved, not timed out: nothing is ready, and no timer will ever make anything so.</summary>
    public void ThrowIfStalled()
    {
        if (_world.IsStalled)
        {
            throw new InvariantException(NoDeadlock.Title, $"{NoDeadlock.Title}, {_world.Clock.Now:c}, after {_world.Steps} steps ({_network.Replay}): nothing is ready and no timer is armed, but the run has not ended.");
        }
    }

    /// <summary>A node has not stopped in time.</summary>
    public InvariantException NotStopped(IEnumerable<SimulatedNode> nodes, TimeSpan within) => Broken(
        All.FirstOrDefault(static invariant => invariant is CleanDrain) ?? new CleanDrain(), "at the stop", $"Nodes {string.Join(", ", nodes.Select(static node => node.Index))} have not stopped within {within}.");

    public void Dispose() => All.OfType<IDisposable>().ToList().ForEach(static invariant => invariant.Dispose());

    private void Ask(Func<IInvariant, string?> ask, string when)
    {
        foreach (var invariant in All)
        {
            if (ask(invariant) is { } broken)
            {
                throw Broken(invariant, when, broken);
            }
        }
    }

    private InvariantException Broken(IInvariant invariant, string where, string what) =>
        new(invariant.Name, $"{invariant.Name}, {where}, {_world.Clock.Now:c}, after {_world.Steps} steps ({_network.Replay}): {what}");
}
