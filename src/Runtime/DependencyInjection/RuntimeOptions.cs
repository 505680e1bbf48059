using Tidings.Runtime.Membership;
using Tidings.Runtime.Peers;
using Tidings.Runtime.Security;
using Tidings.Runtime.Transport.Tcp;

namespace Tidings.Runtime.DependencyInjection;

/// <summary>What a node needs to know of the world, bound from the same section as the graph's options. Read once, when the node starts.</summary>
public sealed class RuntimeOptions
{
    /// <summary>Name of the subnet, the same in all its nodes; said in HELLO. Default <c>default</c>; 1 to 128 bytes of UTF-8.</summary>
    public string Subnet { get; set; } = "default";

    /// <summary>Where the node's key is found. Required, unless the composer gives an identity in code.</summary>
    public IdentityOptions Identity { get; set; } = new();

    /// <summary>Where the node listens, as <c>host:port</c>. Default <c>0.0.0.0:4100</c>; port 0 takes a free one.</summary>
    public string Listen { get; set; } = "0.0.0.0:4100";

    /// <summary>The other nodes, when the membership is configured here or by names. At most 4095.</summary>
    public IList<PeerOptions> Peers { get; } = [];

    /// <summary>Who is neighbour of whom: <c>full</c> (default), or <c>regular:D</c> with D even, 2 to 64.</summary>
    public string Topology { get; set; } = "full";

    /// <summary>How a change of membership is carried through.</summary>
    public MembershipOptions Membership { get; set; } = new();

    /// <summary>The watched file, when the membership comes from one.</summary>
    public MembershipFileOptions MembershipFile { get; set; } = new();

    /// <summary>How names are resolved, when the peers are given by names.</summary>
    public DnsMembershipOptions Dns { get; set; } = new();

    /// <summary>Lanes, heartbeats, dials.</summary>
    public PeersOptions Sessions { get; set; } = new();

    /// <summary>What a stranger may cost.</summary>
    public HandshakeOptions Handshake { get; set; } = new();

    /// <summary>Sockets.</summary>
    public TcpTransportOptions Tcp { get; set; } = new();
}
