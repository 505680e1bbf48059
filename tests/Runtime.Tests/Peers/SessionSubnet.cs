using System.Collections.Immutable;
using Tidings.Contract;
using Tidings.Runtime.Membership;
using Tidings.Runtime.Security;
using Tidings.Runtime.Transport;
using Tidings.Runtime.Transport.InMemory;

namespace Tidings.Runtime.Tests.Peers;

/// <summary>Some nodes in one virtual world, in-memory streams between them, in the order of their ids.</summary>
internal sealed class SessionSubnet
{
    private readonly InMemoryHub _hub = new();

    public SessionSubnet(int nodes, int seed = 1)
    {
        World = new VirtualWorld(seed);
        Nodes = [.. Enumerable.Range(1, nodes).Select(Ids.Of).Order().Select((id, index) => Create(id, index))];
    }

    public VirtualWorld World { get; }

    public SessionNode[] Nodes { get; }

    public static NodeAddress AddressOf(int index) => new($"node{index}", 4100);

    /// <summary>A list of all nodes, or of some.</summary>
    public MembershipList List(ulong version, Func<SessionNode, bool>? isMember = null) => new(
        version,
        Nodes.Select((node, index) => (node, index)).Where(n => isMember?.Invoke(n.node) ?? true)
            .Select(n => new Member(n.node.Id, ImmutableArray.Create(AddressOf(n.index)))));

    public SessionNode Create(Blocks.Peers.NodeId id, int index) => new(
        id,
        World.Time,
        World.Scheduler,
        _hub.CreateTransport($"node{index}"),
        basis => new AssertedIdentity(id, basis.Membership.MayConnect, new HandshakeOptions(), World.Time));

    public void Start()
    {
        for (var i = 0; i < Nodes.Length; i++)
        {
            Start(i);
        }
    }

    public void Start(int index)
    {
        var node = Nodes[index];
        World.Run(() => node.StartAsync(AddressOf(index)));
        node.Membership.Offer(List(1));
    }

    public void Stop(SessionNode node) => World.Run(node.StopAsync);

    public void Until(Func<bool> condition, int seconds = 20) => World.RunUntil(condition, TimeSpan.FromSeconds(seconds));

    public void UntilMeshed(int seconds = 20) =>
        Until(() => Nodes.All(node => Nodes.All(other => node == other || node.IsConnectedTo(other))), seconds);
}
