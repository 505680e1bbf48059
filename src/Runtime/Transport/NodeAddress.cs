using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Tidings.Runtime.Transport;

/// <summary>Where a node can be reached or listens: a host and a port. Proves nothing about who answers there. Immutable and thread-safe.</summary>
public sealed record NodeAddress
{
    /// <summary>Longest host name in characters; the limit of the domain name system.</summary>
    public const int HostLengthMax = 253;

    /// <summary>An address of checked parts.</summary>
    /// <param name="host">A name, or an IPv4 or IPv6 address without brackets; 1 to 253 characters. Kept in lower case.</param>
    /// <param name="port">0 to 65535; 0 means "any free port" and is of use for listening only.</param>
    /// <exception cref="ArgumentException">The host is empty, too long, or holds a character that no host has.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The port is out of range.</exception>
    public NodeAddress(string host, int port)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentOutOfRangeException.ThrowIfNegative(port);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(port, IPEndPoint.MaxPort);
        if (!IsHost(host))
        {
            throw new ArgumentException($"'{host}' is not a host name or an IP address.", nameof(host));
        }

        Host = host.ToLowerInvariant();
        Port = port;
    }

    /// <summary>A name or an IP address, lower case, without brackets.</summary>
    public string Host { get; }

    /// <summary>TCP port, 0 to 65535.</summary>
    public int Port { get; }

    /// <summary><c>host:port</c>, an IPv6 host in brackets: the form that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    /// <summary>The address of an IP end point; an IPv4 address that came in over an IPv6 socket is written as IPv4.</summary>
    /// <param name="endPoint">The end point.</param>
    public static NodeAddress From(IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        var ip = endPoint.Address.IsIPv4MappedToIPv6 ? endPoint.Address.MapToIPv4() : endPoint.Address;
        return new NodeAddress(ip.ToString(), endPoint.Port);
    }

    /// <summary>Reads <c>host:port</c> or <c>[ipv6]:port</c>.</summary>
    /// <param name="text">The text.</param>
    /// <exception cref="FormatException">The text is not an address; the message says what one looks like.</exception>
    public static NodeAddress Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is not an address: write host:port, or [ipv6]:port.");

    /// <summary>Reads <c>host:port</c> or <c>[ipv6]:port</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address, or null when the text is not one.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out NodeAddress? address)
    {
        address = null;
        var colon = text?.LastIndexOf(':') ?? -1;
        if (colon < 1 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port > IPEndPoint.MaxPort)
        {
            return false;
        }

        var host = text![..colon];
        var bracketed = host.Length > 2 && host[0] == '[' && host[^1] == ']';
        host = bracketed ? host[1..^1] : host;
        if (bracketed != host.Contains(':', StringComparison.Ordinal) || !IsHost(host))
        {
            return false;
        }

        address = new NodeAddress(host, port);
        return true;
    }

    private static bool IsHost(string host)
    {
        if (host.Length is 0 or > HostLengthMax)
        {
            return false;
        }

        return host.Contains(':', StringComparison.Ordinal)
            ? IPAddress.TryParse(host, out var ip) && ip.AddressFamily == AddressFamily.InterNetworkV6
            : host.All(static c => char.IsLetterOrDigit(c) || c is '.' or '-' or '_');
    }
}
