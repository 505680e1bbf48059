using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Tidings.Blocks;
using Tidings.Blocks.Peers;

namespace Tidings.Runtime.Membership;

/// <summary>One version of who belongs to a subnet. Immutable and thread-safe.</summary>
public sealed class MembershipList
{
    /// <summary>Most members of one subnet; bounds a list read from a file.</summary>
    public const int MembersMax = 4096;

    private readonly ImmutableDictionary<NodeId, Member> _byId;

    /// <summary>A list of distinct members.</summary>
    /// <param name="version">Grows with every change of who is a member.</param>
    /// <param name="members">In any order; 0 to 4096.</param>
    /// <exception cref="ArgumentException">A node is named twice, or there are more than 4096.</exception>
    public MembershipList(ulong version, IEnumerable<Member> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        Version = version;
        Members = [.. members.OrderBy(static m => m.Id)];
        if (Members.Length > MembersMax)
        {
            throw new ArgumentException($"A subnet has at most {MembersMax} members, not {Members.Length}.", nameof(members));
        }

        for (var i = 1; i < Members.Length; i++)
        {
            if (Members[i].Id == Members[i - 1].Id)
            {
                throw new ArgumentException($"The member {Members[i].Id} is named twice.", nameof(members));
            }
        }

        _byId = Members.ToImmutableDictionary(static m => m.Id);
        Hash = ComputeHash();
    }

    /// <summary>Grows with every change of who is a member; said in HELLO and with every heartbeat.</summary>
    public ulong Version { get; }

    /// <summary>In the order of their ids.</summary>
    public ImmutableArray<Member> Members { get; }

    /// <summary>
    /// SHA-256 over version (u64), number of members (u32) and their ids in ascending order; integers big endian. Addresses are left out:
    /// two nodes may rightly know different ones (name resolution, address translation) and still agree on who belongs.
    /// </summary>
    public Hash256 Hash { get; }

    /// <summary>Whether the node is a member of this version.</summary>
    /// <param name="id">The node.</param>
    public bool Contains(NodeId id) => _byId.ContainsKey(id);

    /// <summary>The member with this id.</summary>
    /// <param name="id">The node.</param>
    /// <param name="member">The member, or null when it is none.</param>
    public bool TryGet(NodeId id, [NotNullWhen(true)] out Member? member) => _byId.TryGetValue(id, out member);

    private Hash256 ComputeHash()
    {
        var bytes = new byte[12 + (Members.Length * Hash256.Length)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Version);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), (uint)Members.Length);
        for (var i = 0; i < Members.Length; i++)
        {
            Members[i].Id.Hash.CopyTo(bytes.AsSpan(12 + (i * Hash256.Length)));
        }

        return new Hash256(SHA256.HashData(bytes));
    }
}
