using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using Tidings.Blocks;
using Tidings.Blocks.Peers;

namespace Tidings.Runtime.Membership;

/// <summary>
/// The union of D/2 rings; ring r (from 0) orders the members by SHA-256(r as u32 big endian || NodeId). Connected, because one ring is;
/// the same on every node, because it is a function of the ids; a join cuts one edge and adds two in each ring.
/// </summary>
internal sealed class RingsTopology : ITopology
{
    public const int DegreeMax = 64;

    private readonly int _degree;

    public RingsTopology(int degree)
    {
        if (!IsDegree(degree))
        {
            throw new ArgumentOutOfRangeException(nameof(degree), degree, $"The degree is even, 2 to {DegreeMax}.");
        }

        _degree = degree;
    }

    public static bool IsDegree(int degree) => degree is >= 2 and <= DegreeMax && degree % 2 == 0;

    public ImmutableArray<NodeId> NeighboursOf(NodeId self, MembershipList members)
    {
        if (!members.Contains(self))
        {
            return [];
        }

        if (members.Members.Length <= _degree)
        {
            return Topology.FullMesh.NeighboursOf(self, members);
        }

        var neighbours = new SortedSet<NodeId>();
        for (var ring = 0; ring < _degree / 2; ring++)
        {
            var order = Order(ring, members);
            var place = Array.IndexOf(order, self);
            neighbours.Add(order[(place + 1) % order.Length]);
            neighbours.Add(order[(place + order.Length - 1) % order.Length]);
        }

        return [.. neighbours];
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"regular:{_degree}");

    private static NodeId[] Order(int ring, MembershipList members)
    {
        var keys = new Hash256[members.Members.Length];
        var ids = new NodeId[keys.Length];
        Span<byte> input = stackalloc byte[4 + Hash256.Length], hash = stackalloc byte[Hash256.Length];
        BinaryPrimitives.WriteUInt32BigEndian(input, (uint)ring);
        for (var i = 0; i < ids.Length; i++)
        {
            ids[i] = members.Members[i].Id;
            ids[i].Hash.CopyTo(input[4..]);
            SHA256.HashData(input, hash);
            keys[i] = new Hash256(hash);
        }

        Array.Sort(keys, ids);
        return ids;
    }
}
