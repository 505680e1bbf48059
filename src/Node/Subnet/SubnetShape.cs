namespace Tidings.Node.Subnet;

/// <summary>What the configurations of a subnet on loopback depend on. Immutable.</summary>
/// <param name="Nodes">How many nodes.</param>
/// <param name="Lanes">TLS connections per pair.</param>
/// <param name="Topology">Who is connected to whom.</param>
/// <param name="Slots">Artifacts that each pool has room for.</param>
/// <param name="PoolBytes">Memory of each pool, in bytes.</param>
internal sealed record SubnetShape(int Nodes, int Lanes, string Topology, int Slots, long PoolBytes)
{
    private const int SlotsMin = 1024;

    /// <summary>Room for every file and the rounding of its buffers; what is spooled needs none, but the inventory does not know.</summary>
    public static SubnetShape Of(SubnetOptions options, FileInventory inventory) =>
        new(options.Nodes, options.Lanes, options.Topology, Math.Max(SlotsMin, inventory.Files.Count), (64L << 20) + (inventory.Bytes * 5 / 4));
}
