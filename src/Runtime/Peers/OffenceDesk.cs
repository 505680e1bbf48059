using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;
using Tidings.Runtime.Membership;

namespace Tidings.Runtime.Peers;

/// <summary>
/// Takes reports of offences from every stage and keeps the scores; bans wait here for the manager's loop. What a stage finds in the last frames of a
/// peer that has left the membership is too late: it would be remembered for ever. Thread-safe.
/// </summary>
internal sealed class OffenceDesk(PeerScores scores, MembershipView membership, NodeClock clock) : IOffenceSink
{
    private readonly Lock _lock = new();
    private readonly Queue<Disconnect> _bans = new();

    /// <summary>Raised, on the reporter's thread, when a ban waits.</summary>
    public event Action? Banned;

    public void Report(NodeId peer, Offence offence, string detail)
    {
        lock (_lock)
        {
            if (!membership.MayConnect(peer) || scores.Report(peer, offence, detail, membership.Current?.Version ?? 0, clock.Now) is not { } ban)
            {
                return;
            }

            _bans.Enqueue(ban);
        }

        Banned?.Invoke();
    }

    public bool TryTakeBan(out Disconnect ban)
    {
        lock (_lock)
        {
            return _bans.TryDequeue(out ban!);
        }
    }

    public PeerScore? Find(NodeId peer)
    {
        lock (_lock)
        {
            return scores.Find(peer, membership.Current?.Version ?? 0, clock.Now);
        }
    }

    public void Forget(NodeId peer)
    {
        lock (_lock)
        {
            scores.Forget(peer);
        }
    }
}
