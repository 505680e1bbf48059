using System.Diagnostics.Metrics;
using Tidings.Blocks.Wire;
using Tidings.Runtime.Membership;
using Tidings.Runtime.Peers;
using Tidings.Runtime.Peers.Lanes;
using Tidings.Runtime.Telemetry;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Tests.Peers.Lanes;

/// <summary>When a lane takes the other side for dead, on a scheduler that keeps up and on one that does not.</summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class HeartbeatsTests : IDisposable
{
    private static readonly PeersOptions Options = new();

    private readonly ManualTime _time = new();
    private readonly HeldScheduler _scheduler = new();
    private readonly Meter _meter = new("Tidings");
    private readonly LaneQueue _queue;
    private readonly SlowSource _source = new();
    private readonly CountedStream _socket;
    private readonly Heartbeats _beats;
    private int _silent;

    public HeartbeatsTests()
    {
        var services = new LaneServices
        {
            Options = Options,
            Clock = new NodeClock(_time),
            Scheduler = _scheduler,
            Membership = new MembershipView(new MembershipOptions()),
            Instruments = new RuntimeInstruments(_meter),

            // Of no concern to heartbeats.
            Turns = null!,
            Gathered = null!,
            Graph = null!,
            Logger = null!,
            BadFrames = null!,
            MembershipHeard = null!,
        };
        _queue = new LaneQueue(messagesMax: 8, new BulkTurns(Options, _scheduler, services.Clock), isBulk: false);
        _socket = new CountedStream(_source, services.Clock, services.Instruments);
        _beats = new Heartbeats(services, _queue, _socket, () => _silent++);
    }

    [Test]
    public void Who_sends_nothing_is_silent_once_the_time_is_over()
    {
        Begin();

        Pass(Options.SilenceMax - TimeSpan.FromMilliseconds(1));
        Assert.That(_silent, Is.Zero);
        Pass(TimeSpan.FromMilliseconds(1));

        Assert.That(_silent, Is.EqualTo(1));
    }

    [Test]
    public void Bytes_that_wait_to_be_read_are_no_silence_however_late_the_reader_is()
    {
        Begin();
        Pass(TimeSpan.FromSeconds(1));

        // They are here, and the reader's turn comes when the scheduler has time.
        _ = Task.Factory.StartNew(_source.Arrive, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler);
        _time.Advance(3 * Options.SilenceMax);
        _scheduler.RunAll();
        Assert.That(_silent, Is.Zero);

        // From now on it keeps up, and nothing comes.
        Read();
        Pass(Options.SilenceMax - TimeSpan.FromMilliseconds(1));
        Assert.That(_silent, Is.Zero);
        Pass(TimeSpan.FromMilliseconds(1));
        Assert.That(_silent, Is.EqualTo(1));
    }

    [Test]
    public void Bytes_that_the_system_holds_for_us_are_no_silence()
    {
        Begin();
        _source.HasUnread = true;
        Pass(3 * Options.SilenceMax);
        Assert.That(_silent, Is.Zero);

        _source.HasUnread = false;
        Pass(Options.SilenceMax - TimeSpan.FromMilliseconds(1));
        Assert.That(_silent, Is.Zero, "it counts anew");
        Pass(TimeSpan.FromMilliseconds(1));
        Assert.That(_silent, Is.EqualTo(1));
    }

    [Test]
    public void Beats_go_out_every_interval()
    {
        Begin();
        var beats = 0;
        for (var i = 0; i < 3; i++)
        {
            beats += _queue.TryTake(out var message, out _) && message is HeartbeatMessage { Number: > 0 } ? 1 : 0;
            Assert.That(_queue.TryTake(out _, out _), Is.False);
            _source.Arrive();
            Read();
            Pass(Options.HeartbeatInterval);
        }

        Assert.That(beats, Is.EqualTo(3));
        Assert.That(_silent, Is.Zero);
    }

    public void Dispose()
    {
        _socket.Dispose();
        _meter.Dispose();
    }

    private void Begin()
    {
        Read();
        _beats.Start();
        Pass(TimeSpan.Zero);
    }

    private void Read() => Assert.That(_socket.ReadAsync(new byte[1]).AsTask().IsCompleted, Is.False);

    // In steps as short as any timer, so that the scheduler keeps up.
    private void Pass(TimeSpan time)
    {
        var step = TimeSpan.FromMilliseconds(1);
        for (var left = time; left >= TimeSpan.Zero; left -= step)
        {
            _scheduler.RunAll();
            _time.Advance(left < step ? left : step);
            _scheduler.RunAll();
        }
    }

    /// <summary>A socket on which a byte arrives when the test says so.</summary>
    private sealed class SlowSource : AsyncOnlyStream, IHasUnread
    {
        private TaskCompletionSource<int> _next = new();

        public bool HasUnread { get; set; }

        public void Arrive()
        {
            var arrived = _next;
            _next = new TaskCompletionSource<int>();
            arrived.SetResult(1);
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(_next.Task);

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => default;

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
