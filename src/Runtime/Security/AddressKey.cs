using System.Net;
using System.Net.Sockets;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Security;

/// <summary>What "one address" means to a limit: an IPv4 address, the /64 of an IPv6 address (one subscriber has all of it), or a name.</summary>
internal static class AddressKey
{
    public static string Of(NodeAddress address)
    {
        if (!IPAddress.TryParse(address.Host, out var ip))
        {
            return address.Host;
        }

        if (ip.AddressFamily == AddressFamily.InterNetwork || ip.IsIPv4MappedToIPv6)
        {
            return ip.MapToIPv4().ToString();
        }

        var bytes = ip.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
