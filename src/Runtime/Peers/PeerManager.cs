using Microsoft.Extensions.Logging;
using Tidings.Blocks;
using Tidings.Blocks.Peers;
using Tidings.Runtime.Membership;
using Tidings.Runtime.Peers.Connections;
using Tidings.Runtime.Peers.Lanes;
using Tidings.Runtime.Peers.Sessions;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Peers;

/// <summary>
/// Keeps the sessions of one node: hears of members, dials and accepts, carries out what the session table decides, sends offenders away. Everything
/// happens in one loop. Stopped in steps, so that what is owed can still be sent.
/// </summary>
internal sealed partial class PeerManager : IAsyncDisposable
{
    private const int EpisodesMax = 4096;
    private static readonly TimeSpan s_episodeQuiet = TimeSpan.FromMinutes(5);

    private readonly PeerManagerServices _services;
    private readonly SessionTable _table;
    private readonly SessionEffects _effects;
    private readonly TaskBag _running;
    private readonly Acceptor _acceptor;
    private readonly EpisodeBook _episodes = new(EpisodesMax, s_episodeQuiet);
    private readonly CancellationTokenSource _noMore = new();
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly Task _loop;

    public PeerManager(PeerManagerServices services)
    {
        _services = services;
        _logger = services.LoggerFactory.CreateLogger<PeerManager>();
        _table = new SessionTable(services.Self, services.Options, services.Random);
        _running = new TaskBag(services.Scheduler, Failed);
        _acceptor = new Acceptor(services.Handshakes, services.Clock, _running);
        _effects = new SessionEffects(
            services, _running, async (lane, why) => await services.Mailbox.PostAsync(() => LaneEndedAsync(lane, why)), Dial);
        _timer = services.Clock.Provider.CreateTimer(static box => ((Mailbox)box!).Ring(), services.Mailbox, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        services.Offences.Banned += services.Mailbox.Ring;
        _loop = services.Scheduler.StartLoop(() => services.Mailbox.RunAsync(LookAroundAsync, Failed));
    }

    /// <summary>What our own code threw last, or null: a reason to call the node unhealthy.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Takes sockets in until <see cref="StopAccepting"/>.</summary>
    public void Accept(ITransportListener listener) =>
        _running.Start(() => _acceptor.RunAsync(listener, SocketRefused, HandleSocketAsync, _noMore.Token));

    /// <summary>Follows a membership until <see cref="StopAccepting"/>.</summary>
    public void Follow(IMembershipSource source) => _running.Start(async () =>
    {
        try
        {
            await foreach (var list in source.WatchAsync(_noMore.Token))
            {
                await _services.Mailbox.PostAsync(() => MembershipOfferedAsync(list));
            }
        }
        catch (OperationCanceledException) when (_noMore.IsCancellationRequested)
        {
            // The node stops.
        }
    });

    /// <summary>A lane heard which membership its peer has.</summary>
    public async ValueTask MembershipHeardAsync(NodeId peer, ulong version, Hash256 hash) =>
        await _services.Mailbox.PostAsync(() =>
        {
            MembershipSaid(peer, version, hash);
            return ValueTask.CompletedTask;
        });

    /// <summary>First step of stopping: no more sockets, dials and members.</summary>
    public void StopAccepting() => _noMore.Cancel();

    /// <summary>Second step: nothing more goes from the lanes into the graph. They still write.</summary>
    public Task StopReceivingAsync() => _services.Mailbox.AskAsync(
        async () =>
        {
            foreach (var lane in _effects.Lanes.ToArray())
            {
                await lane.MuteAsync();
            }

            return true;
        },
        false);

    /// <summary>Last step: lanes write what waits and say goodbye.</summary>
    /// <param name="patience">How long that may take.</param>
    /// <returns>Messages that could not be written any more.</returns>
    public async Task<long> CloseAsync(TimeSpan patience)
    {
        _noMore.Cancel();
        await _services.Mailbox.AskAsync(
            () =>
            {
                foreach (var lane in _effects.Lanes)
                {
                    lane.End(Refusal.Of(DisconnectReason.Stopping), patience > Lane.FarewellPatience ? patience : Lane.FarewellPatience);
                }

                return ValueTask.FromResult(true);
            },
            false);
        await _running.WhenEmptyAsync();
        _services.Mailbox.Complete();
        await _loop;
        return _effects.Abandoned;
    }

    public async ValueTask DisposeAsync()
    {
        await CloseAsync(TimeSpan.Zero);
        await _timer.DisposeAsync();
        _services.Offences.Banned -= _services.Mailbox.Ring;
        _noMore.Dispose();
    }

    private TimeSpan Now => _services.Clock.Now;

    private void Failed(Exception exception)
    {
        Fault = exception;
        LogFailed(exception);
    }

    /// <summary>What is due by now, after every letter; then the timer is set to what is due next.</summary>
    private async ValueTask LookAroundAsync()
    {
        while (_services.Offences.TryTakeBan(out var ban))
        {
            LogBanned(ban.Peer, ban.Until - Now, string.Join(", ", ban.Evidence.Offences.Select(static o => $"{o.Key}: {o.Value}")), ban.Evidence.LastDetail);
            await ApplyAsync(new PeerBlocked(ban.Peer, ban.Until, DisconnectReason.Banned));
        }

        if (_services.Membership.EndOverlap(Now) is { } changed)
        {
            await NeighboursAsync(changed);
        }

        await ApplyAsync(new Tick());
        TimeSpan?[] due = [_table.NextWake, _services.Membership.NextWake];
        if (due.Min() is { } next)
        {
            // Rounded up: the clock's timers count whole milliseconds, and one that is early only has to be set again.
            var wait = next - Now;
            _timer.Change(wait > TimeSpan.Zero ? wait + TimeSpan.FromMilliseconds(1) : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    private ValueTask ApplyAsync(SessionEvent happened, string detail = "") => _effects.ApplyAsync(_table.Handle(happened, Now), detail);
}
