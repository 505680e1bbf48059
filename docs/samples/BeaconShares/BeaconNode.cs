using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tidings.Node.Files;
using Tidings.Pipelines.DependencyInjection;
using Tidings.Runtime.DependencyInjection;
using Tidings.Runtime.Security;
using Tidings.Runtime.Transport.InMemory;

namespace Tidings.Samples.BeaconShares;

/// <summary>A member of the committee: the node's file kind, and the beacon shares next to it.</summary>
internal static class BeaconNode
{
    /// <summary>Composes the node; nothing runs before the host is started.</summary>
    /// <param name="index">Which of the members it is.</param>
    /// <param name="members">The keys of all nodes.</param>
    /// <param name="committee">Whose shares count.</param>
    /// <param name="hub">The network that the nodes share.</param>
    public static IHost Create(int index, IReadOnlyList<NodeIdentity> members, Committee committee, InMemoryHub hub)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(members.SelectMany(SettingsOf));
        builder.Logging.SetMinimumLevel(LogLevel.Error);

        builder.Services.AddTidings(builder.Configuration.GetSection("Tidings"))
            .UseInMemoryTransport(hub, $"member{index}")
            .UseConfiguredPeers()
            .UseIdentity(members[index])
            .AddFiles()
            .AddBeaconShares(committee);

        return builder.Build();
    }

    // A node's own entry among the peers is passed over, so all members may have the same list.
    private static IEnumerable<KeyValuePair<string, string?>> SettingsOf(NodeIdentity member, int index) =>
    [
        new($"Tidings:Peers:{index}:Key", member.Id.ToString()),
        new($"Tidings:Peers:{index}:Address", $"member{index}:4100"),
    ];
}
