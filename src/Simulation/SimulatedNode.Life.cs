using Tidings.Simulation.Faults;
using Tidings.Simulation.Kernel;
using Tidings.Simulation.Nodes;

namespace Tidings.Simulation;

/// <summary>The life of its process and what its machine's clock says.</summary>
public sealed partial class SimulatedNode
{
    private IReadOnlyList<StoredPool> _stored = [];

    /// <summary>Whether its process is paused.</summary>
    public bool IsPaused => IsUp && Current.Host.IsPaused;

    /// <summary>Seconds that its machine counts per second of the world. Default 1; 0.9 to 1.1. Read when a process of it starts.</summary>
    public double ClockRate
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 0.9);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1.1);
            field = value;
        }
    } = 1;

    /// <summary>How far its machine's date is off by now.</summary>
    internal TimeSpan DateOffset { get; private set; }

    /// <summary>Its process ends at once: nothing of it runs any more, nothing is said. What its upper layer had stored is there at the restart.</summary>
    /// <param name="kind">What becomes of its machine.</param>
    /// <exception cref="InvalidOperationException">It is not up.</exception>
    public void Crash(CrashKind kind = CrashKind.Killed)
    {
        ThrowUnlessUp();
        _stored = StoredPool.Of(Current.Services);
        Current.Host.Kill();
        _network.Fabric.MachineOf(Index).ProcessGone(isSilent: kind == CrashKind.PowerLoss);
        _network.Faults.Count(FaultKind.Crash);
    }

    /// <summary>
    /// Starts a process anew after a crash or a stop. Peers take a key that shows more than <c>Sessions:IncarnationsMax</c> processes (3) within 30 s for two
    /// nodes with one key, and refuse it for 30 s: restart more slowly than that, or configure it.
    /// </summary>
    /// <param name="pools">What is left of what it had validated.</param>
    /// <exception cref="InvalidOperationException">It is up, or was never started.</exception>
    public void Restart(RestartPools pools = RestartPools.Empty)
    {
        if (IsUp || Starts == 0)
        {
            throw new InvalidOperationException($"Node {Index} is {(IsUp ? "up" : "not started yet")}: only what has ended can be restarted.");
        }

        var isTorn = pools == RestartPools.Torn && Tear();
        _network.Fabric.TurnOn(Index);
        Start(pools == RestartPools.Empty ? [] : _stored);
        _network.Faults.Count(pools == RestartPools.Empty ? FaultKind.RestartEmpty : isTorn ? FaultKind.RestartTorn : FaultKind.RestartKept);
    }

    /// <summary>Stops the node in order, as a host does: it drains, says goodbye, and its process ends. To be awaited inside the network's <c>Run</c>.</summary>
    /// <exception cref="InvalidOperationException">It is not up.</exception>
    public async Task StopAsync()
    {
        ThrowUnlessUp();
        var life = Current;
        await life.StopAsync();
        _stored = StoredPool.Of(life.Services);
        life.Host.Kill();
        _network.Fabric.MachineOf(Index).ProcessGone(isSilent: false);
    }

    /// <summary>As a SIGSTOP: its process does nothing, while its machine still takes streams and bytes in, as far as its buffers go.</summary>
    /// <exception cref="InvalidOperationException">It is not up.</exception>
    public void Pause()
    {
        ThrowUnlessUp();
        Current.Host.Pause();
        _network.Faults.Count(FaultKind.Pause);
    }

    /// <summary>As a SIGCONT. Nothing happens to a process that is not paused.</summary>
    public void Resume()
    {
        if (IsPaused)
        {
            Current.Host.Resume();
        }
    }

    /// <summary>Sets the machine's date forward or back. Its monotonic time goes on as before.</summary>
    /// <param name="by">How far; up to ten years either way.</param>
    public void JumpDate(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(by.Duration(), TimeSpan.FromDays(3653));
        DateOffset += by;
        if (IsUp)
        {
            Current.Host.Clock.DateOffset = DateOffset;
            _network.Faults.Count(FaultKind.DateJump);
        }
    }

    private bool Tear()
    {
        List<(StoredPool Pool, int Entry)> all = [.. _stored.SelectMany(static pool => Enumerable.Range(0, pool.Count).Select(entry => (pool, entry)))];
        var random = new RandomStream(_network.World.Seed, $"node {Index} torn {Starts}");
        var torn = random.Some(all, all.Count == 0 ? 0 : random.Between(1, all.Count));
        torn.ForEach(entry => entry.Pool.Tear(entry.Entry, random));
        return torn.Count > 0;
    }

    private void ThrowUnlessUp()
    {
        if (!IsUp)
        {
            throw new InvalidOperationException($"Node {Index} is not up.");
        }
    }
}
