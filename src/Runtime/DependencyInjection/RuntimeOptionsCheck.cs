using System.Text;
using Tidings.Blocks.Wire;
using Tidings.Runtime.Membership;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.DependencyInjection;

/// <summary>Everything that is wrong with the runtime's options, one sentence each, with the key that the operator wrote.</summary>
internal static class RuntimeOptionsCheck
{
    public static IEnumerable<string> Mistakes(RuntimeOptions options) =>
    [
        .. Own(options),
        .. Prefixed(nameof(options.Membership), options.Membership.Mistakes()),
        .. Prefixed(nameof(options.Sessions), options.Sessions.Mistakes()),
        .. Prefixed(nameof(options.Handshake), options.Handshake.Mistakes()),
        .. Prefixed(nameof(options.Tcp), options.Tcp.Mistakes()),
        .. Prefixed(nameof(options.Dns), options.Dns.Mistakes()),
        .. options.Peers.SelectMany(static (peer, index) => peer.Mistakes($"{nameof(RuntimeOptions.Peers)}:{index}")),
    ];

    /// <summary>The mistakes of one section, each with its key before it.</summary>
    public static IEnumerable<string> Prefixed(string section, IEnumerable<string> mistakes) => mistakes.Select(mistake => $"{section}:{mistake}");

    private static IEnumerable<string> Own(RuntimeOptions options)
    {
        if (Encoding.UTF8.GetByteCount(options.Subnet) is 0 or > WireLimits.SubnetBytesMax)
        {
            yield return $"{nameof(options.Subnet)} is '{options.Subnet}'; it must be 1 to {WireLimits.SubnetBytesMax} bytes of UTF-8.";
        }

        if (!NodeAddress.TryParse(options.Listen, out _))
        {
            yield return $"{nameof(options.Listen)} is '{options.Listen}'; write host:port, or [ipv6]:port.";
        }

        if (options.Peers.Count >= MembershipList.MembersMax)
        {
            yield return $"{nameof(options.Peers)} has {options.Peers.Count} entries; it must be less than {MembershipList.MembersMax}.";
        }

        var doubled = options.Peers.GroupBy(static peer => peer.Key, StringComparer.OrdinalIgnoreCase).Where(static keys => keys.Key.Length > 0 && keys.Skip(1).Any());
        foreach (var keys in doubled)
        {
            yield return $"{nameof(options.Peers)} names the key '{keys.Key}' twice.";
        }

        if (TopologyMistake(options.Topology) is { } mistake)
        {
            yield return $"{nameof(options.Topology)}: {mistake}";
        }
    }

    private static string? TopologyMistake(string text)
    {
        try
        {
            Membership.Topology.Parse(text);
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }
}
