using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Tests.Limits;
using Tidings.Blocks.Tests.Wire;
using Tidings.Blocks.Wire;
using Tidings.Contract;

namespace Tidings.Blocks.Tests.Receive;

[TestFixture]
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
public sealed class ReceiveBlockTests : IDisposable
{
    private static readonly NodeId Peer = LimitsWorld.Peer(1);
    private static readonly ProtobufWireCodec Codec = new(RandomMessages.Kinds);

    private readonly TestBuffers _buffers = new();
    private readonly Offences _offences = new();
    private readonly LogLines _log = new();

    public void Dispose() => _log.Dispose();

    [Test]
    public void A_frame_becomes_its_message_and_keeps_its_buffer()
    {
        var stage = Stage();
        var sent = new RandomMessages(1).Next(FrameType.Slots);
        stage.Post(Frame(sent, session: 7, lane: 2));

        var message = (DecodedMessage)stage.Output.Single();
        Assert.That((message.Peer, message.Session, message.Lane, message.Kind), Is.EqualTo((Peer, 7L, 2, ((SlotsMessage)sent).Kind)));
        Assert.That(WireJson.Of(message.Body), Is.EqualTo(WireJson.Of(sent)));
        Assert.That(_buffers.Out, Is.EqualTo(1));
        message.Buffer.Dispose();
        Assert.That((_buffers.Out, _offences.Reports), Is.EqualTo((0, Array.Empty<(NodeId, Offence, string)>())));
    }

    [Test]
    public void A_bad_frame_is_counted_reported_given_back_and_logged_once_a_session()
    {
        var stage = Stage();
        using var counted = new CountedRefusals(stage.Context.Meter);
        stage.Post([Bad(1), Bad(1), Frame(new RandomMessages(1).Next(FrameType.End), 1), Bad(1)]);
        Assert.That(_log.Lines, Has.Count.EqualTo(1));
        Assert.That(_log.Lines[0], Does.Contain(Peer.ToString()).And.Contain(nameof(WireError.UnknownKind)));

        stage.Post([new InboundPeer(new PeerLeft(Peer, 1, Removed: false)), Bad(2)]);
        Assert.That(_log.Lines, Has.Count.EqualTo(2));
        Assert.That(_offences.Reports, Is.EqualTo(Enumerable.Repeat((Peer, Offence.BadFrame, "Cancel: UnknownKind"), 4)));
        Assert.That(counted.Reasons, Is.EqualTo(Enumerable.Repeat(nameof(WireError.UnknownKind), 4)));
        Assert.That(stage.Output.Select(static m => m.GetType()), Is.EqualTo(new[] { typeof(DecodedMessage), typeof(PeerChanged) }));
        Assert.That(_buffers.Out, Is.EqualTo(1), "only the good frame's buffer is out");
    }

    [TestCase(FrameType.Hello)]
    [TestCase(FrameType.Ready)]
    [TestCase(FrameType.Goodbye)]
    [TestCase(FrameType.Heartbeat)]
    public void The_words_of_a_session_have_no_place_here(object type)
    {
        var stage = Stage();
        stage.Post(Frame(new RandomMessages(1).Next((FrameType)type), 1));
        Assert.That((stage.Output.Count, _buffers.Out), Is.EqualTo((0, 0)));
        Assert.That(_offences.Reports.Single().Detail, Is.EqualTo($"{type}: UnknownType"));
    }

    [Test]
    public void Order_is_kept_between_frames_and_changes_and_nothing_is_lost_at_completion()
    {
        var stage = Stage();
        var joined = new InboundPeer(new PeerJoined(Peer, 1, 9, []));
        stage.Post([joined, Frame(new CancelMessage("file", [1]), 1), new InboundPeer(new LaneChanged(Peer, 1, 1, true)), Frame(new CancelMessage("file", [2]), 1)]);
        stage.Complete();
        Assert.That(stage.Output.Select(Describe), Is.EqualTo(new[] { "PeerJoined", "1", "LaneChanged", "2" }));
    }

    private static string Describe(PeerMessage message) => message switch
    {
        PeerChanged { Event: var change } => change.GetType().Name,
        DecodedMessage { Body: CancelMessage cancel } => cancel.Requests[0].ToString(),
        _ => message.GetType().Name,
    };

    private StageAlone<Inbound, PeerMessage> Stage() =>
        new(context => ReceiveBlock.Create(new ReceiveOptions(), Codec, _offences, context), loggers: _log);

    private InboundFrame Frame(WireMessage message, long session, int lane = 0) =>
        new(Peer, session, lane, message.Type, _buffers.Of(Bodies.Write(Codec, message)));

    private InboundFrame Bad(long session) => Frame(new CancelMessage("nobody", [1]), session);

    private sealed class Offences : IOffenceSink
    {
        public List<(NodeId Peer, Offence Offence, string Detail)> Reports { get; } = [];

        public void Report(NodeId peer, Offence offence, string detail) => Reports.Add((peer, offence, detail));
    }

    private sealed class LogLines : ILoggerFactory, ILogger
    {
        public List<string> Lines { get; } = [];

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add(formatter(state, exception));
    }

    private sealed class CountedRefusals : IDisposable
    {
        private readonly MeterListener _listener = new();

        public CountedRefusals(Meter meter)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter, meter) && instrument.Name == "tidings.frame.refused")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, count, tags, _) => Reasons.AddRange(Enumerable.Repeat((string)tags[0].Value!, (int)count)));
            _listener.Start();
        }

        public List<string> Reasons { get; } = [];

        public void Dispose() => _listener.Dispose();
    }
}
