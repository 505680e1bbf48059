using Tidings.Node.Bench.Load;
using Tidings.Node.Files;
using Tidings.Node.Subnet;

namespace Tidings.Node.Bench.Nodes;

/// <summary>A full mesh of nodes whose pools have room for what is published and kept.</summary>
internal static class PoolShape
{
    public static SubnetShape Of(int nodes, int lanes, IReadOnlyList<Payloads> payloads)
    {
        var held = Retirement.HeldMax(Retirement.KeptOf(payloads)) + payloads.Sum(set => set.Places + set.Staying);
        var poolBytes = (64L << 20) + ((long)held * payloads.Max(set => set.Size) * 5 / 4);
        return new SubnetShape(nodes, lanes, "full", Math.Max(FileKind.Slots, held), poolBytes);
    }
}
