using Tidings.Runtime.Transport;

namespace Tidings.Runtime.DependencyInjection;

/// <summary>Another node of the subnet, as it is configured.</summary>
public sealed class PeerOptions
{
    /// <summary>Where it is reached, as <c>host:port</c>. Empty for a node that only dials.</summary>
    public string Address { get; set; } = string.Empty;

    /// <summary>Its node id: 64 hexadecimal digits, as <c>tidings identity show</c> prints it. Required.</summary>
    public string Key { get; set; } = string.Empty;

    /// <summary>What is wrong with it, one sentence each.</summary>
    internal IEnumerable<string> Mistakes(string where)
    {
        if (!Blocks.Peers.NodeId.TryParse(Key, out _))
        {
            yield return $"{where}:{nameof(Key)} is '{Key}'; it must be a node id, 64 hexadecimal digits.";
        }

        if (Address.Length > 0 && !NodeAddress.TryParse(Address, out _))
        {
            yield return $"{where}:{nameof(Address)} is '{Address}'; write host:port, or [ipv6]:port.";
        }
    }
}
