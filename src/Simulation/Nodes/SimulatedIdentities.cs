using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Tidings.Runtime.Security;

namespace Tidings.Simulation.Nodes;

/// <summary>Keys that are the same in every run and process, one per number. They protect nothing. Thread-safe.</summary>
internal static class SimulatedIdentities
{
    private static readonly ConcurrentDictionary<int, NodeIdentity> Made = new();

    public static NodeIdentity Of(int number) => Made.GetOrAdd(number, Make);

    private static NodeIdentity Make(int number)
    {
        var secret = SHA256.HashData(Encoding.ASCII.GetBytes($"tidings simulated node {number}"));

        // Below the order of the curve, which begins with 32 ones.
        secret[0] &= 0x7F;
        using var key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = secret });
        return NodeIdentity.FromKey(key);
    }
}
