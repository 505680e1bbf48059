using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Tidings.Blocks.Peers;
using Tidings.Runtime.Security;

namespace Tidings.Simulation.Nodes;

/// <summary>Keys that are the same in every run and process, one per number. They protect nothing. Thread-safe.</summary>
internal static class SimulatedIdentities
{
    private static readonly ConcurrentDictionary<int, NodeIdentity> Made = new();

    private static readonly ConcurrentDictionary<NodeId, int> Numbers = new();

    /// <summary>Whose id it is, as a timeline says it.</summary>
    public static string NameOf(NodeId id) =>
        Numbers.TryGetValue(id, out var number) ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"node {number}") : id.ToShortString();

    public static NodeIdentity Of(int number) => Made.GetOrAdd(number, Make);

    private static NodeIdentity Make(int number)
    {
        var secret = SHA256.HashData(Encoding.ASCII.GetBytes($"tidings simulated node {number}"));

        // Below the order of the curve, which begins with 32 ones.
        secret[0] &= 0x7F;
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = secret });
        var identity = NodeIdentity.FromKey(key);
        Numbers[identity.Id] = number;
        return identity;
    }
}
