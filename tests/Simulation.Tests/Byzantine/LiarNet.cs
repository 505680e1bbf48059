using Tidings.Blocks.Artifacts;
using Tidings.Runtime.Peers;
using Tidings.Simulation;
using Tidings.Simulation.Scenarios.Kinds;

namespace Simulation.Tests.Byzantine;

/// <summary>Four honest nodes and one that lies, the last. Everybody publishes small and large artifacts, the liar among them.</summary>
internal sealed class LiarNet : IDisposable
{
    public const int Liar = 4;

    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<(string Kind, ArtifactId Id)> _published = [];

    public LiarNet(long seed, Action<SimulatedNode> misbehave)
    {
        Net = SimulatedNetwork.Create(seed, nodes: 5, node => node.AddSwarm());
        misbehave(Net[Liar]);
    }

    public SimulatedNetwork Net { get; }

    public IEnumerable<SimulatedNode> Honest => Net.Nodes.Where(node => node.IsHonest);

    /// <summary>What each honest node thinks of the liar.</summary>
    public IEnumerable<PeerInfo> TheLiar => Honest.Select(node => node.Node.Peers.Single(peer => peer.Id == Net[Liar].Id));

    /// <summary>Publishes three times, seconds apart, so that liars have sessions and old frames by then; ends when all honest nodes hold what honest nodes made.</summary>
    public void Play()
    {
        for (var round = 0; round < 3; round++)
        {
            foreach (var node in Net.Nodes)
            {
                Publish(node, Note.Of(Number(round, node, 0), FetchPriority.Fetch, 300));
                Publish(node, Blob.Of(Number(round, node, 1), FetchPriority.Fetch, (10 * Blob.ChunkBytes) + 7));
            }

            Net.RunFor(TimeSpan.FromSeconds(3));
        }

        Net.RunUntil(() => Honest.All(node => _published.TrueForAll(made => Holds(node, made))), Patience);
        Net.RunFor(TimeSpan.FromSeconds(3));
    }

    /// <summary>What honest nodes hold against each other.</summary>
    public IEnumerable<string> WrongBlame() =>
        from node in Honest
        from peer in node.Node.Peers
        where peer.Id != Net[Liar].Id && IsCharged(peer)
        select $"node {node.Index} holds {peer.Score} points against {peer.Id.ToShortString()}, {peer.State} ({Net.Replay})";

    /// <summary>A ban begins with a clean score.</summary>
    public static bool IsCharged(PeerInfo peer) => peer.Score > 0 || peer.State == PeerState.Banned;

    public void Dispose() => Net.Dispose();

    private static long Number(int round, SimulatedNode node, int kind) => (round * 100) + (node.Index * 10) + kind;

    private static bool Holds(SimulatedNode node, (string Kind, ArtifactId Id) made) =>
        made.Kind == Note.Kind ? node.Pool<Note>().Contains(made.Id) : node.Pool<Blob>().Contains(made.Id);

    private void Publish<T>(SimulatedNode node, T artifact)
        where T : ISwarmArtifact<T>
    {
        var id = Net.Run(() => node.Broadcaster<T>().PublishAsync(artifact)).Id;
        if (node.IsHonest)
        {
            _published.Add((typeof(T) == typeof(Note) ? Note.Kind : Blob.Kind, id));
        }
    }
}
