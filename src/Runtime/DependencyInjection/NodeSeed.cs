using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tidings.Runtime.DependencyInjection;

/// <summary>The root of a node's randomness: its incarnation, its nonces, its jitter and every stage's stream come from it.</summary>
/// <param name="Value">Any number; another one in every life of a process, except in a simulation.</param>
internal sealed record NodeSeed(ulong Value)
{
    /// <summary>From the operating system's randomness.</summary>
    public static NodeSeed Fresh() => new(BinaryPrimitives.ReadUInt64LittleEndian(RandomNumberGenerator.GetBytes(sizeof(ulong))));
}
