using Tidings.Simulation.Baselines;
using Tidings.Simulation.Scenarios;

namespace Simulation.Tests.Baselines;

/// <summary>The model weighs what the real thing was measured to weigh.</summary>
public sealed class CalibrationTests
{
    /// <summary>
    /// Bytes that all nodes send for each byte that reaches a node that wants it, measured on js-libp2p with a full mesh: 4.5 at 4 nodes, 9 at 8. The model
    /// counts the bytes of streams; headers of TCP and IP, which a measurement on an interface sees, are not in it.
    /// </summary>
    [TestCase(4, 4.5)]
    [TestCase(8, 9)]
    public void One_kilobyte_in_a_full_mesh_costs_what_was_measured(int nodes, double measured)
    {
        var result = BaselineRun.Run(Plans.Of(Protocol.Gossipsub, nodes, count: 100, bytes: 1024));
        Assert.That(result.Failure, Is.Null);
        Assert.That(result.WireBytes / (result.Deliveries * 1024.0), Is.EqualTo(measured).Within(20).Percent);
    }
}
