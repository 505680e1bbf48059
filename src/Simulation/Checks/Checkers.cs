using Tidings.Simulation.Checks.Invariants;
using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Checks;

/// <summary>Asks the invariants of one network: after every step of an honest node, at rest, and at the end.</summary>
internal sealed class Checkers
{
    private readonly SimulatedNetwork _network;
    private readonly World _world;

    public Checkers(SimulatedNetwork network, World world, bool isTls)
    {
        _network = network;
        _world = world;
        All = [new Integrity(), new NoUnvalidatedEntry(), new AtMostOnce(), new FaultsStayInside(), new NoLivelock(() => world.Clock.Now)];
        if (!isTls)
        {
            All.Add(new NothingEscapes(() => world.Escapes));
        }
    }

    /// <summary>Asked in this order.</summary>
    public List<IInvariant> All { get; }

    public void AtRest() => Ask(invariant => invariant.AtRest(_network), "at rest");

    public void AtEnd() => Ask(invariant => invariant.AtEnd(_network), "at the end");

    /// <summary>After a step of a node's process that lives.</summary>
    public void AfterStep(SimulatedHost host)
    {
        var node = _network[host.Index];
        if (!node.IsHonest || node.Current.Host != host)
        {
            return;
        }

        var record = node.Record;
        record.Collect();
        foreach (var invariant in All)
        {
            if (invariant.AfterStep(node) is { } broken)
            {
                throw Broken(invariant, $"node {host.Index}", broken);
            }
        }

        record.Forget();
    }

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
