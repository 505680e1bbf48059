using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tidings.Blocks.Peers;
using Tidings.Runtime.Hosting;
using Tidings.Runtime.Peers;
using Tidings.Runtime.Security;

namespace Tidings.Samples.ComposeANode;

/// <summary>Nodes on loopback, each with a key of its own, which find each other by a membership file. Its folder goes with it.</summary>
internal sealed class LocalSubnet : IAsyncDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-");
    private readonly List<NodeId> _ids = [];
    private readonly List<IHost> _hosts = [];

    private string Members => Path.Combine(_folder.FullName, "members.json");

    /// <summary>The nodes, in the order in which they were started.</summary>
    public IReadOnlyList<IHost> Hosts => _hosts;

    /// <summary>
    /// Starts nodes on free ports. The first version of the membership says who they are, the second, when all listen, where they are. Waits until every pair
    /// has a session.
    /// </summary>
    public static async Task<LocalSubnet> StartAsync(int nodes, string[] args, CancellationToken cancellationToken)
    {
        var subnet = new LocalSubnet();
        var settings = Enumerable.Range(0, nodes).Select(subnet.NewSettings).ToList();
        await subnet.WriteMembersAsync(version: 1, _ => [], cancellationToken);
        foreach (var node in settings)
        {
            var host = NoteNode.Create(args, node);
            subnet._hosts.Add(host);
            await host.StartAsync(cancellationToken);
        }

        await subnet.WriteMembersAsync(version: 2, index => [NodeOf(subnet._hosts[index]).Address!.ToString()], cancellationToken);
        while (!subnet._hosts.All(host => IsConnected(host, nodes - 1)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
        }

        return subnet;
    }

    /// <summary>The place of a node in <see cref="Hosts"/>.</summary>
    public int IndexOf(NodeId id) => _ids.IndexOf(id);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_hosts.Select(host => host.StopAsync()));
        _hosts.ForEach(host => host.Dispose());
        _folder.Delete(recursive: true);
    }

    private Dictionary<string, string?> NewSettings(int index)
    {
        var key = Path.Combine(_folder.FullName, $"node{index}.pem");
        using var identity = NodeIdentity.Create();
        identity.SavePem(key);
        _ids.Add(identity.Id);
        return new Dictionary<string, string?>
        {
            ["Tidings:Subnet"] = "notes",
            ["Tidings:Listen"] = "127.0.0.1:0",
            ["Tidings:Identity:CertificatePath"] = key,
            ["Tidings:MembershipFile:Path"] = Members,
        };
    }

    // Written beside and moved: no node reads half of it.
    private async Task WriteMembersAsync(int version, Func<int, string[]> addressesOf, CancellationToken cancellationToken)
    {
        var members = _ids.Select((id, index) => new { key = id.ToString(), addresses = addressesOf(index) });
        await File.WriteAllTextAsync(Members + ".new", JsonSerializer.Serialize(new { version, members }), cancellationToken);
        File.Move(Members + ".new", Members, overwrite: true);
    }

    private static INode NodeOf(IHost host) => host.Services.GetRequiredService<INode>();

    private static bool IsConnected(IHost host, int peers) => NodeOf(host).Peers.Count(peer => peer.State == PeerState.Connected) == peers;
}
