using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Wire;
using Tidings.Pipelines;
using Tidings.Pipelines.Graph;

namespace Tidings.Simulation.Byzantine;

public static partial class Rewirings
{
    private const ulong ClaimedCommits = 64;

    /// <summary>Says of the first 64 things that a peer tells, and of some that do not exist, that they are validated and served here, again and again.</summary>
    /// <typeparam name="T">The artifact.</typeparam>
    /// <param name="graph">The liar's.</param>
    /// <param name="branch">The kind.</param>
    /// <param name="bites">Called for every frame of such marks.</param>
    public static GraphBlueprint ClaimToHold<T>(this GraphBlueprint graph, Branch<T> branch, Action? bites = null)
        where T : IArtifact<T> => graph.Put(branch, "false-marks", _ => new FalseMarks(new Sessions(branch.Kind), branch.Kind, bites));

    private sealed class FalseMarks(Sessions sessions, string kind, Action? bites) : Lie
    {
        private ulong _shortId;

        public override IEnumerable<OutboundMessage> Pass(OutboundMessage message)
        {
            yield return message;
            if (sessions.Hear(message) && message.Message is SyncedMessage or DigestsMessage or HeldMessage)
            {
                bites?.Invoke();
                yield return sessions.To(message.Peer, new HeldMessage(kind, [new CommitRange(1, ClaimedCommits)]) { Shorts = [++_shortId, ++_shortId] });
            }
        }
    }
}
