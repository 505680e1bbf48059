using Tidings.Blocks.Limits;
using Tidings.Pipelines.Composition;
using Tidings.Simulation.Checks.Records;

namespace Tidings.Simulation.Checks.Invariants;

/// <summary>
/// Memory by the formula of docs/ARCHITECTURE.md, section 7, whatever the peers do: no account of the ledger over its limit, the node's account the sum of
/// the others, pools within their places, and adverts within slots times peers.
/// </summary>
internal sealed class BoundedMemory : IInvariant
{
    private const int EverySteps = 64;

    public string Name => "bounded memory";

    Occasion IInvariant.Occasion => Occasion.Turn;

    public string? AfterStep(SimulatedNode node) => node.Current.Host.Steps % EverySteps == 0 ? Of(node) : null;

    public string? AtRest(SimulatedNetwork network)
    {
        foreach (var node in network.Nodes.Where(static node => node is { IsHonest: true, IsUp: true }))
        {
            var over = node.Get<NodeGraph>().Ledger.Snapshot().Peers.FirstOrDefault(static peer => peer.HighWaterBytes > peer.LimitBytes);
            if ((over.HighWaterBytes > 0 ? $"{over.Peer.ToShortString()} made it hold {over.HighWaterBytes} of {over.LimitBytes} bytes." : Of(node)) is { } broken)
            {
                return $"Node {node.Index}: {broken}";
            }
        }

        return null;
    }

    private static string? Of(SimulatedNode node)
    {
        if (OfAccounts(node.Get<NodeGraph>().Ledger.Accounts) is { } broken)
        {
            return broken;
        }

        foreach (var kind in node.Record.Kinds)
        {
            if (OfTables(kind, node.Network.Nodes.Count) is { } tables)
            {
                return $"{kind.Kind}: {tables}";
            }
        }

        return null;
    }

    /// <param name="accounts">The node's first.</param>
    internal static string? OfAccounts(IReadOnlyList<ByteAccount> accounts)
    {
        var sum = 0L;
        for (var i = 0; i < accounts.Count; i++)
        {
            if (accounts[i].Bytes > accounts[i].Limit)
            {
                return $"The account {accounts[i].Name} holds {accounts[i].Bytes} of {accounts[i].Limit} bytes.";
            }

            sum += i > 0 ? accounts[i].Bytes : 0;
        }

        return sum == accounts[0].Bytes ? null : $"The node's account holds {accounts[0].Bytes} bytes, all the others together {sum}.";
    }

    private static string? OfTables(KindRecord kind, int nodes)
    {
        var branch = kind.Branch;
        var held = branch.Held;
        return held > kind.Limits.Slots ? $"The pool holds {held} artifacts in {kind.Limits.Slots} places."
            : branch.Advertised > (long)kind.Limits.Slots * (nodes - 1) ? $"{branch.Advertised} artifacts are advertised, more than {nodes - 1} peers have slots."
            : null;
    }
}
