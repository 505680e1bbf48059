using Microsoft.Extensions.Logging;
using Tidings.Blocks.Bandwidth;
using Tidings.Runtime.Peers.Handshakes;
using Tidings.Runtime.Peers.Sessions;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Peers.Lanes;

/// <summary>
/// One READY connection: a loop that reads frames into the graph and waits with it, a loop that writes what bandwidth has let through, and heartbeats.
/// It ends as a whole, with one reason. Thread-safe but for <see cref="RunAsync"/>, which is called once.
/// </summary>
internal sealed partial class Lane : IAsyncDisposable
{
    /// <summary>A farewell that has not arrived by then is not worth waiting for.</summary>
    public static readonly TimeSpan FarewellPatience = TimeSpan.FromSeconds(1);

    private const int ControlLane = 0;

    /// <summary>What a lane of bulk reads before it gives way: a usual chunk.</summary>
    private const int TurnBytes = 256 << 10;

    private readonly FrameLink _link;
    private readonly LaneServices _services;
    private readonly LaneQueue _queue;
    private readonly Delivery _delivery;
    private readonly Heartbeats _heartbeats;
    private readonly BulkTurns? _turns;
    private readonly CancellationTokenSource _ended = new();
    private readonly ILogger _logger;
    private int _readInTurn;
    private Refusal? _reason;
    private ITimer? _lastCall;
    private ulong _membershipHeard;
    private volatile bool _isDeaf;

    public Lane(ReadyConnection connection, FrameLink link, LaneServices services)
    {
        Connection = connection;
        _link = link;
        _services = services;
        _logger = services.Logger;
        var isBulk = connection.Lane != ControlLane;
        _queue = new LaneQueue(services.Options.LaneMessagesMax, services.Turns, isBulk);
        _delivery = new Delivery(services.Graph);
        _heartbeats = new Heartbeats(services, _queue, link.Counted, () => Fail(Refusal.Of(DisconnectReason.Silent)));
        if (isBulk)
        {
            _turns = services.Turns;
            link.Counted.Take(_turns);
        }
    }

    public ReadyConnection Connection { get; }

    public NodeAddress RemoteAddress => _link.RemoteAddress;

    public long BytesReceived => _link.Counted.BytesReceived;

    public long BytesSent => _link.Counted.BytesSent;

    public TimeSpan? RoundTrip => _heartbeats.RoundTrip;

    /// <summary>Messages that wait for the socket.</summary>
    public int Waiting => _queue.Count;

    /// <summary>Carries frames of a session until the connection ends. Disposes the lane.</summary>
    /// <param name="session">The session's number; 0 for a lane that never had one: it only says goodbye.</param>
    /// <returns>Why it ended.</returns>
    public async Task<Refusal> RunAsync(long session)
    {
        if (session == 0)
        {
            await _delivery.StopAsync();
        }

        _heartbeats.Start();
        var read = _services.Scheduler.StartLoop(() => GuardAsync(token => ReadAsync(session, token)));
        var write = _services.Scheduler.StartLoop(() => GuardAsync(token => WriteAsync(session, token)));
        await read;
        await write;
        Abandoned = _queue.Abandon();
        if (Abandoned > 0)
        {
            LogAbandoned(Connection.Peer.ToShortString(), Connection.Lane, Abandoned);
        }

        await DisposeAsync();
        return _reason!;
    }

    /// <summary>Takes a message over to write it, or leaves it with the caller: the lane is over.</summary>
    public bool TrySend(OutboundMessage message)
    {
        if (_queue.TryAdd(message))
        {
            return true;
        }

        if (_queue.Count >= _services.Options.LaneMessagesMax)
        {
            Fail(Refusal.Of(DisconnectReason.LaneOverflow));
        }

        return false;
    }

    /// <summary>Nothing more goes from this lane into the graph. The connection stays.</summary>
    public Task MuteAsync() => _delivery.StopAsync();

    /// <summary>Messages given up when the lane ended.</summary>
    public int Abandoned { get; private set; }

    /// <summary>Writes what waits and a farewell, and closes once the other side has, or when the patience is over.</summary>
    public void End(Refusal why, TimeSpan patience)
    {
        if (Interlocked.CompareExchange(ref _reason, why, null) is not null)
        {
            return;
        }

        _lastCall = _services.Clock.Provider.CreateTimer(
            static lane => ((Lane)lane!).Fail(Refusal.Of(DisconnectReason.ConnectionLost)), this, patience, Timeout.InfiniteTimeSpan);
        _queue.End(why.ToGoodbye());
    }

    public async ValueTask DisposeAsync()
    {
        _lastCall?.Dispose();
        await _heartbeats.DisposeAsync();
        _queue.Abandon();
        _delivery.Dispose();
        await _link.DisposeAsync();
    }

    private void Fail(Refusal why)
    {
        Interlocked.CompareExchange(ref _reason, why, null);
        _ended.Cancel();
        _queue.Wake();
        _link.Abort();
    }

    /// <summary>Every way a loop can end ends the lane: by a reason that it returns, or by what it throws.</summary>
    private async Task GuardAsync(Func<CancellationToken, Task<Refusal?>> loop)
    {
        try
        {
            if (await loop(_ended.Token) is { } why)
            {
                Fail(why);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            Fail(Refusal.Of(DisconnectReason.ConnectionLost));
        }
        catch (Exception e)
        {
            LogFailed(e, Connection.Peer.ToShortString(), Connection.Lane);
            Fail(Refusal.Of(DisconnectReason.InternalError));
        }
    }
}
