using Tidings.Simulation.Checks;

namespace Tidings.Simulation;

/// <content>What must hold.</content>
public sealed partial class SimulatedNetwork
{
    /// <summary>
    /// What must hold; asked after every step of an honest node, at rest and at the end. The first that does not ends the run with an
    /// <see cref="InvariantException"/>. A test adds its own; what it removes is not asked.
    /// </summary>
    public IList<IInvariant> Invariants => _checkers.All;

    /// <summary>Asks what must hold at rest: after healing, when everything is delivered.</summary>
    internal void CheckAtRest() => _checkers.AtRest();

    /// <summary>Asks what must hold when every node has been stopped.</summary>
    internal void CheckAtEnd() => _checkers.AtEnd();
}
