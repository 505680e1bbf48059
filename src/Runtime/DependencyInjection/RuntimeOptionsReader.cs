using Microsoft.Extensions.Configuration;
using Tidings.Pipelines.Configuration;

namespace Tidings.Runtime.DependencyInjection;

/// <summary>From the node's section to the runtime's options, with every mistake on the way. The same section holds the stages' options beside them.</summary>
internal static class RuntimeOptionsReader
{
    /// <summary>Keys at the top of the section that belong to the runtime.</summary>
    public static IReadOnlyList<string> Keys { get; } = [.. typeof(RuntimeOptions).GetProperties().Select(static property => property.Name)];

    public static RuntimeOptions Read(IConfiguration section, ICollection<string> mistakes)
    {
        var options = new RuntimeOptions();
        options.Subnet = section[nameof(options.Subnet)] ?? options.Subnet;
        options.Listen = section[nameof(options.Listen)] ?? options.Listen;
        options.Topology = section[nameof(options.Topology)] ?? options.Topology;
        (string Key, object Target)[] sections =
        [
            (nameof(options.Identity), options.Identity),
            (nameof(options.Membership), options.Membership),
            (nameof(options.MembershipFile), options.MembershipFile),
            (nameof(options.Dns), options.Dns),
            (nameof(options.Sessions), options.Sessions),
            (nameof(options.Handshake), options.Handshake),
            (nameof(options.Tcp), options.Tcp),
        ];
        foreach (var (key, target) in sections)
        {
            SectionReader.Read(target, section.GetSection(key), mistakes);
        }

        foreach (var entry in section.GetSection(nameof(options.Peers)).GetChildren())
        {
            var peer = new PeerOptions();
            SectionReader.Read(peer, entry, mistakes);
            options.Peers.Add(peer);
        }

        return options;
    }
}
