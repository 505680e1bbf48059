using Tidings.Simulation.Network;

namespace Tidings.Simulation;

/// <summary>What a simulated network is like. Read when it is made.</summary>
public sealed class SimulationOptions
{
    /// <summary>Every link between two machines, until it is given others. Default: 10 ms each way, nothing lost.</summary>
    public LinkOptions Link { get; set; } = new();

    /// <summary>
    /// Configuration of every node, as in its section: <c>Topology</c>, <c>Sessions:Lanes</c>, a kind's limits. Default empty: the product's defaults. Identity,
    /// members and addresses are the network's and are not read.
    /// </summary>
    public IDictionary<string, string?> Configuration { get; } = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Real TLS 1.3 over the simulated streams, some forty times slower. Default false: identities are asserted.</summary>
    public bool Tls { get; set; }

    /// <summary>How many messages one task of a block may handle. Default 1: the seed decides between any two.</summary>
    public int MessagesPerTask { get; set; } = 1;
}
