using Microsoft.Extensions.Logging;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Receive;
using Tidings.Runtime.Peers.Lanes;
using Tidings.Runtime.Peers.Sessions;

namespace Tidings.Runtime.Peers;

/// <summary>Carries out what the session table decides: lanes start and end, the graph hears of it in order with the frames. Owned by the manager's loop.</summary>
internal sealed partial class SessionEffects(PeerManagerServices services, TaskBag running, Func<Lane, Refusal, ValueTask> laneEnded, Action<Dial> dial)
{
    private readonly Dictionary<long, Lane> _lanes = [];
    private readonly HashSet<long> _started = [];
    private readonly ILogger _logger = services.LoggerFactory.CreateLogger<SessionEffects>();

    public IReadOnlyCollection<Lane> Lanes => _lanes.Values;

    /// <summary>Messages that lanes gave up so far.</summary>
    public long Abandoned { get; private set; }

    public void Add(Lane lane) => _lanes.Add(lane.Connection.Id, lane);

    public void Remove(Lane lane)
    {
        _lanes.Remove(lane.Connection.Id);
        _started.Remove(lane.Connection.Id);
        Abandoned += lane.Abandoned;
    }

    public async ValueTask ApplyAsync(IReadOnlyList<SessionEffect> effects, string detail)
    {
        foreach (var effect in effects)
        {
            switch (effect)
            {
                case Dial order:
                    dial(order);
                    break;
                case Close close when _lanes.TryGetValue(close.Connection, out var lane):
                    await QuietAsync(lane);
                    lane.End(Refusal.Of(close.Reason), Lane.FarewellPatience);
                    break;
                case Mute mute when _lanes.TryGetValue(mute.Connection, out var lane):
                    await QuietAsync(lane);
                    break;
                case Joined joined:
                    await JoinAsync(joined);
                    break;
                case Left left:
                    await LeaveAsync(left, detail);
                    break;
                case LaneUp up:
                    await UpAsync(up);
                    break;
                case LaneDown down:
                    services.Directory.Find(down.Peer)?.Down(down.Lane);
                    await TellAsync(new LaneChanged(down.Peer, down.Session, down.Lane, IsUp: false));
                    break;
                case KeyUsedTwice twice:
                    LogKeyUsedTwice(twice.Peer, twice.Incarnations, services.Options.IncarnationWindow, twice.Until - services.Clock.Now);
                    break;
            }
        }
    }

    private async ValueTask JoinAsync(Joined joined)
    {
        // Lane 0 stands in the directory before the graph hears of the session: what the graph says at once finds its way.
        var record = services.Directory.Of(joined.Peer);
        record.Joined(joined.Session, joined.Incarnation);
        record.Up(0, _lanes[joined.Connection]);
        services.Instruments.SessionBegan();
        LogSessionBegan(joined.Session, joined.Peer);
        await TellAsync(new PeerJoined(joined.Peer, joined.Session, joined.Incarnation, joined.Kinds));
    }

    private async ValueTask LeaveAsync(Left left, string detail)
    {
        if (services.Directory.Find(left.Peer) is { } record)
        {
            record.Left();
            record.Ended(left.Reason);
        }

        services.Membership.Disconnected(left.Peer);
        services.Instruments.SessionEnded(left.Reason);
        LogSessionEnded(left.Session, left.Peer, left.Reason, detail.Length > 0 ? detail : left.Reason.Sentence());
        await TellAsync(new PeerLeft(left.Peer, left.Session, Removed: left.Reason == DisconnectReason.NotAMember));
    }

    private async ValueTask UpAsync(LaneUp up)
    {
        var lane = _lanes[up.Connection];
        services.Directory.Of(up.Peer).Up(up.Lane, lane);
        await TellAsync(new LaneChanged(up.Peer, up.Session, up.Lane, IsUp: true));
        Start(lane, up.Session);
    }

    /// <summary>From here on no frame of the lane enters the graph, so that what follows comes after the last one.</summary>
    private Task QuietAsync(Lane lane)
    {
        if (_started.Contains(lane.Connection.Id))
        {
            return lane.MuteAsync();
        }

        Start(lane, session: 0);
        return Task.CompletedTask;
    }

    private void Start(Lane lane, long session)
    {
        _started.Add(lane.Connection.Id);
        running.Start(async () =>
        {
            services.Instruments.LaneUp();
            var why = await lane.RunAsync(session);
            services.Instruments.LaneDown();
            services.Directory.Find(lane.Connection.Peer)?.Add(lane);
            await laneEnded(lane, why);
        });
    }

    // False only once the graph stops: then nobody is left to hear it.
    private async ValueTask TellAsync(PeerEvent change) => await services.Graph.ReceiveAsync(new InboundPeer(change), CancellationToken.None);
}
