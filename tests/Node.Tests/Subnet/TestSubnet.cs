using Tidings.Pipelines.DependencyInjection;
using Tidings.Runtime.Membership;
using Tidings.Runtime.Peers;
using Tidings.Runtime.Security;

namespace Tidings.Node.Tests.Subnet;

/// <summary>Nodes of one subnet in this process, which share a membership file and the code.</summary>
internal sealed class TestSubnet : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tidings-test-").FullName;
    private readonly List<NodeUnderTest> _nodes = [];
    private readonly Dictionary<string, string?> _settings;
    private ulong _version;

    /// <param name="settings">What differs from the defaults, without the section's name.</param>
    public TestSubnet(params (string Key, string Value)[] settings)
    {
        _settings = new(StringComparer.Ordinal)
        {
            ["Tidings:Subnet"] = "test",
            ["Tidings:MembershipFile:Path"] = MembershipFile,
            ["Tidings:MembershipFile:PollInterval"] = "00:00:00.5",
            ["Tidings:Sessions:Lanes"] = "2",
            ["Tidings:Sessions:HeartbeatInterval"] = "00:00:00.2",
            ["Tidings:Sessions:LargerDialsAfter"] = "00:00:00.5",
            ["Tidings:Sessions:LargerFirstDialsAfter"] = "00:00:00.5",
            ["Tidings:Sessions:DialBackoffMax"] = "00:00:00.5",
        };
        foreach (var (key, value) in settings)
        {
            _settings[$"Tidings:{key}"] = value;
        }
    }

    public NodeUnderTest this[int index] => _nodes[index];

    private string MembershipFile => Path.Combine(_folder, "members.json");

    /// <summary>Starts nodes; they know nobody until <see cref="Announce"/>.</summary>
    public async Task StartAsync(int count, CancellationToken cancellationToken, Action<ITidingsBuilder>? configure = null)
    {
        for (var i = 0; i < count; i++)
        {
            var node = new NodeUnderTest(NodeIdentity.Create(), configure);
            _nodes.Add(node);
            await StartAsync(node, cancellationToken);
        }
    }

    public Task StartAsync(NodeUnderTest node, CancellationToken cancellationToken) => node.StartAsync(_settings, cancellationToken);

    /// <summary>Writes the next version of the membership; without indices, everybody is in it.</summary>
    public void Announce(params int[] indices)
    {
        var members = (indices.Length == 0 ? _nodes : indices.Select(i => _nodes[i])).Select(node => new Member(node.Identity.Id, [node.Address!]));
        var next = Path.Combine(_folder, "next.json");
        File.WriteAllBytes(next, MembershipFileContent.Of(new MembershipList(++_version, members)).ToJson());
        File.Move(next, MembershipFile, overwrite: true);
    }

    /// <summary>Waits until each of the nodes has a session with each of the others.</summary>
    public Task ConnectedAsync(CancellationToken cancellationToken, params int[] indices)
    {
        var nodes = indices.Length == 0 ? _nodes : [.. indices.Select(i => _nodes[i])];
        return Eventually.HoldsAsync(
            () => nodes.TrueForAll(node => node.Node.Peers.Count(peer => peer.State == PeerState.Connected) == nodes.Count - 1), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_nodes.Select(node => node.StopAsync()));
        _nodes.ForEach(node => node.Identity.Dispose());
        Directory.Delete(_folder, recursive: true);
    }
}
