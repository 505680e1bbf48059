using Tidings.Node.Bench.Measure;

namespace Tidings.Node.Bench.Joining;

/// <summary>One round: the live row, then a joiner on an idle subnet, then one while the others broadcast at half the rate of the row. Immutable.</summary>
/// <param name="Live">The row.</param>
/// <param name="Nodes">Nodes that broadcast.</param>
/// <param name="Idle">The joiner on the idle subnet.</param>
/// <param name="OthersBefore">Deliveries per second of the others at half the rate, before the joiner came.</param>
/// <param name="Loaded">The joiner that came then.</param>
internal sealed record JoinRound(PhaseFigures Live, int Nodes, CatchUp Idle, double OthersBefore, CatchUp Loaded)
{
    /// <summary>The joiner's rate on an idle subnet, over that of all deliveries of the live row.</summary>
    public double IdleShare => Idle.Figures.DeliveriesPerSecond / Live.DeliveriesPerSecond;

    /// <summary>The joiner's rate under load, over that of one node in the live row.</summary>
    public double LoadedShare => Loaded.Figures.DeliveriesPerSecond / (Live.DeliveriesPerSecond / Nodes);

    /// <summary>What the others kept of their rate while the joiner took the pool.</summary>
    public double OthersKept => Loaded.Others / OthersBefore;
}
