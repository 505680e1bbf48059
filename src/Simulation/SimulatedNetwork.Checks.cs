using Tidings.Simulation.Checks;

namespace Tidings.Simulation;

/// <content>What must hold, and the end of a run.</content>
public sealed partial class SimulatedNetwork
{
    /// <summary>Longest that a stop may take: the product's own bound is <c>Sessions:DrainTimeout</c> (5 s) and three farewells of 1 s; the rest is for slow links.</summary>
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(10);

    /// <summary>Time in which what was said last arrives.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(10);

    /// <summary>
    /// What must hold; asked after every step of an honest node, at rest and at the end. The first that does not ends the run with an
    /// <see cref="InvariantException"/>. A test adds its own; what it removes is not asked.
    /// </summary>
    public IList<IInvariant> Invariants => _checkers.All;

    /// <summary>Whether nothing has gone wrong on purpose so far: no fault has fired, nobody lies.</summary>
    internal bool IsUntouched => Faults.Total == 0 && _nodes.All(static node => node.IsHonest);

    /// <summary>How long ago the last fault fired.</summary>
    internal TimeSpan QuietFor => Now - _checkers.LastFault;

    /// <summary>
    /// Ends a run that has come to rest: asks what must hold at rest (after healing, when everything is delivered), stops every node that runs in order, and
    /// asks what must hold at the end.
    /// </summary>
    /// <exception cref="InvariantException">Something does not hold.</exception>
    public void Finish()
    {
        CheckAtRest();
        (SimulatedNode Node, Task Stopped)[] stops =
            [.. _nodes.Where(static node => node.IsUp).Select(static node => (node, node.Current.StopAsync()))];
        if (!_world.RunUntil(() => stops.All(static stop => stop.Stopped.IsCompleted), Now + StopMax))
        {
            throw _checkers.NotStopped(stops.Where(static stop => !stop.Stopped.IsCompleted).Select(static stop => stop.Node), StopMax);
        }

        Task.WhenAll(stops.Select(static stop => stop.Stopped)).GetAwaiter().GetResult();
        _world.RunTo(Now + LastWords);
        CheckAtEnd();
    }

    /// <summary>Asks what must hold at rest.</summary>
    internal void CheckAtRest() => _checkers.AtRest();

    /// <summary>Asks what must hold when every node has been stopped.</summary>
    internal void CheckAtEnd() => _checkers.AtEnd();
}
