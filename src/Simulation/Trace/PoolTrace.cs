using Tidings.Pipelines.Composition;
using Tidings.Pipelines.Publishing;
using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Trace;

/// <summary>Writes what the pools of one life of a node hold into the history, whenever that has changed.</summary>
internal sealed class PoolTrace(World world, SimulatedHost host, IEnumerable<BranchParts> branches)
{
    private readonly Watched[] _pools = [.. branches.Select(static branch => new Watched(branch, Digest.Of($"pool {branch.Kind}")))];

    /// <summary>After a step of the host.</summary>
    public void Look()
    {
        foreach (var pool in _pools)
        {
            if (pool.HasChanged())
            {
                world.History.Add(world.Clock.Now, host.Index, pool.Place, pool.Seen);
                world.Timeline?.Add(world.Clock.Now, host.Index, pool.Words);
            }
        }
    }

    private sealed class Watched(BranchParts branch, ulong place)
    {
        public ulong Place => place;

        public ulong Seen { get; private set; }

        public string Words => Say(branch.Figures);

        public bool HasChanged()
        {
            var now = branch.PoolDigest;
            var changed = now != Seen;
            Seen = now;
            return changed;
        }

        private static string Say(KindFigures figures) => $"pool {figures.Kind}: {figures.Validated} validated, {figures.Unvalidated} unvalidated";
    }
}
