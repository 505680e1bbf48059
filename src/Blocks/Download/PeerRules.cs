using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Download;

/// <summary>What the beginning or end of a session or lane means: what was to be answered there is asked again at once, without a mark against anyone.</summary>
internal sealed class PeerRules(PlannerState state, RequestEnds ends)
{
    public void Handle(PeerEvent change, TimeSpan now)
    {
        var load = state.Peers.Find(change.Peer);
        switch (change)
        {
            case PeerJoined:
                if (load is null)
                {
                    state.Peers.Add(change.Peer, load = new PeerLoad(change.Peer));
                }

                LoseAll(load, null, now);
                load.Join(change.Session);
                break;
            case PeerLeft left when load?.Session == change.Session:
                load.Leave();
                LoseAll(load, null, now);
                if (left.Removed)
                {
                    state.Peers.Remove(change.Peer);
                }

                break;
            case LaneChanged { IsUp: true } lane when load?.Session == change.Session:
                load.Lanes.Up(lane.Lane);
                break;
            case LaneChanged lane when load?.Session == change.Session:
                load.Lanes.Down(lane.Lane);
                LoseAll(load, lane.Lane, now);
                break;
            default:
                return;
        }

        Refresh(change.Peer, now);
    }

    private void LoseAll(PeerLoad load, int? lane, TimeSpan now)
    {
        foreach (var request in load.Owed.Where(request => lane is null || request.Lane == lane).ToArray())
        {
            ends.Lose(request, now);
        }

        load.Served(now);
    }

    /// <summary>Downloads that this peer could serve may be parked now, or taken back.</summary>
    private void Refresh(NodeId peer, TimeSpan now)
    {
        foreach (var download in state.Downloads.Values.Where(download => download.Knows(peer)).OrderBy(download => download.Age).ToArray())
        {
            state.Refresh(download, now);
        }
    }
}
