using Tidings.Blocks.Peers;
using Tidings.Runtime.Peers;
using Tidings.Runtime.Peers.Sessions;

namespace Tidings.Runtime.Tests.Peers;

/// <summary>Two session tables and a network of made-up sockets between them: every delay, loss and restart comes from one seed.</summary>
internal sealed class SessionWorld
{
    public static readonly PeersOptions Options = new();
    private readonly PriorityQueue<Action, (TimeSpan, long)> _agenda = new();
    private readonly List<Socket> _sockets = [];
    private readonly Random _random;
    private long _order;

    public SessionWorld(int seed)
    {
        _random = new Random(seed);
        var ids = new[] { Id(1), Id(2) };
        Nodes = [new Node(ids[0]), new Node(ids[1])];
        foreach (var node in Nodes)
        {
            Boot(node);
        }
    }

    public TimeSpan Now { get; private set; }

    public Node[] Nodes { get; }

    /// <summary>Whether dials get through.</summary>
    public bool Reachable { get; set; } = true;

    /// <summary>Who can be dialled; one-way firewalls cut one of them off.</summary>
    public Func<Node, bool> Dialable { get; set; } = static _ => true;

    public static NodeId Id(byte first) => new([first, .. new byte[31]]);

    public Node Other(Node node) => node == Nodes[0] ? Nodes[1] : Nodes[0];

    public void Boot(Node node)
    {
        foreach (var socket in _sockets.Where(s => s.Open))
        {
            Break(socket, except: node);
        }

        node.Incarnation = (ulong)_random.NextInt64();
        node.Generation++;
        node.Table = new SessionTable(node.Id, Options, new Random(_random.Next()));
        node.Session = null;
        node.Lanes.Clear();
        Handle(node, new NeighboursChanged([new Neighbour(Other(node).Id, true)], new HashSet<NodeId> { Other(node).Id }));
    }

    /// <summary>Breaks a random socket; each side hears of it in its own time.</summary>
    public void BreakOne()
    {
        var open = _sockets.Where(static s => s.Open).ToArray();
        if (open.Length > 0)
        {
            Break(open[_random.Next(open.Length)], except: null);
        }
    }

    public void RunUntil(TimeSpan end)
    {
        while (true)
        {
            var wake = Nodes.Select(static n => n.Table.NextWake).Min();
            var next = _agenda.TryPeek(out _, out var due) ? due.Item1 : TimeSpan.MaxValue;
            if (wake is { } at && at <= next)
            {
                if (at > end)
                {
                    break;
                }

                Now = at > Now ? at : Now;
                foreach (var node in Nodes)
                {
                    Handle(node, new Tick());
                }
            }
            else if (next <= end && _agenda.TryDequeue(out var action, out _))
            {
                Now = next;
                action();
            }
            else
            {
                break;
            }
        }

        Now = end;
    }

    public void Handle(Node node, SessionEvent happened)
    {
        foreach (var effect in node.Table.Handle(happened, Now))
        {
            node.Observe(effect);
            switch (effect)
            {
                case Dial dial:
                    Open(node, dial);
                    break;
                case Close close:
                    var socket = _sockets.Single(s => s.IdOf(node) == close.Connection && s.GenerationOf(node) == node.Generation);
                    socket.Open = false;
                    Tell(socket, Other(node), close.Reason);
                    break;
            }
        }
    }

    private void After(Action action, int maxMs) =>
        _agenda.Enqueue(action, (Now + TimeSpan.FromMilliseconds(_random.Next(1, maxMs)), _order++));

    private void Open(Node dialler, Dial dial)
    {
        var acceptor = Other(dialler);
        var socket = new Socket(dialler, acceptor, dial.Lane);
        After(
            () =>
            {
                if (socket.IsStale)
                {
                    Handle(dialler, socket, new DialFailed(acceptor.Id, dial.Lane));
                    return;
                }

                var ours = dial.Lane == 0 ? (ulong)_random.NextInt64() : dial.OurNonce;
                var theirs = dial.Lane == 0 ? (ulong)_random.NextInt64() : dial.PeerNonce;
                var refused = acceptor.Table.Refusal(dialler.Id, dial.Lane, dialler.Incarnation, theirs, ours, Now);
                if (!Reachable || !Dialable(acceptor) || refused is not null)
                {
                    After(() => Handle(dialler, socket, new DialFailed(acceptor.Id, dial.Lane)), 50);
                    return;
                }

                _sockets.Add(socket);
                After(() => BecomeReady(socket, ours, theirs), 50);
            },
            50);
    }

    private void BecomeReady(Socket socket, ulong ours, ulong theirs)
    {
        if (!socket.Open || socket.IsStale)
        {
            Handle(socket.Dialler, socket, new DialFailed(socket.Acceptor.Id, socket.Lane));
            return;
        }

        After(
            () =>
            {
                if (socket.Open && !socket.IsStale)
                {
                    socket.AcceptorReady = true;
                    Handle(socket.Acceptor, socket, new LaneReady(new ReadyConnection(
                        socket.Id, socket.Dialler.Id, socket.Lane, false, socket.DiallerIncarnation, theirs, ours, [])));
                }
            },
            50);
        socket.DiallerReady = true;
        Handle(socket.Dialler, socket, new LaneReady(new ReadyConnection(
            socket.Id, socket.Acceptor.Id, socket.Lane, true, socket.Acceptor.Incarnation, ours, theirs, [])));
    }

    private void Handle(Node node, Socket socket, SessionEvent happened)
    {
        if (socket.GenerationOf(node) == node.Generation)
        {
            Handle(node, happened);
        }
    }

    private void Break(Socket socket, Node? except)
    {
        socket.Open = false;
        foreach (var node in Nodes.Where(n => n != except))
        {
            Tell(socket, node, DisconnectReason.ConnectionLost);
        }
    }

    private void Tell(Socket socket, Node node, DisconnectReason reason) => After(
        () =>
        {
            if (socket.IsReadyAt(node))
            {
                Handle(node, socket, new ConnectionClosed(socket.Id, reason));
            }
        },
        100);

    internal sealed class Node(NodeId id)
    {
        public NodeId Id => id;

        public SessionTable Table { get; set; } = null!;

        public ulong Incarnation { get; set; }

        public int Generation { get; set; }

        public long? Session { get; set; }

        public SortedDictionary<int, long> Lanes { get; } = [];

        public int JoinedCount { get; private set; }

        public List<SessionEffect> Seen { get; } = [];

        public void Observe(SessionEffect effect)
        {
            Seen.Add(effect);
            switch (effect)
            {
                case Joined joined:
                    Assert.That(Session, Is.Null, "a second session beside the first");
                    Session = joined.Session;
                    JoinedCount++;
                    break;
                case Left left:
                    Assert.That(left.Session, Is.EqualTo(Session), "left a session that is not ours");
                    Session = null;
                    Lanes.Clear();
                    break;
                case LaneUp up:
                    Assert.That(up.Session, Is.EqualTo(Session), "a lane without its session");
                    Assert.That(Lanes.TryAdd(up.Lane, up.Connection), Is.True, "a lane twice");
                    break;
                case LaneDown down:
                    Assert.That(Lanes.Remove(down.Lane), Is.True, "down without up");
                    break;
            }
        }
    }

    private sealed class Socket(Node dialler, Node acceptor, int lane)
    {
        private static long s_ids;
        private readonly int _diallerGeneration = dialler.Generation;
        private readonly int _acceptorGeneration = acceptor.Generation;

        public long Id { get; } = Interlocked.Increment(ref s_ids);

        public Node Dialler => dialler;

        public Node Acceptor => acceptor;

        public int Lane => lane;

        public ulong DiallerIncarnation { get; } = dialler.Incarnation;

        public bool Open { get; set; } = true;

        public bool DiallerReady { get; set; }

        public bool AcceptorReady { get; set; }

        public bool IsStale => _diallerGeneration != dialler.Generation || _acceptorGeneration != acceptor.Generation;

        public long IdOf(Node node) => node == dialler || node == acceptor ? Id : 0;

        public int GenerationOf(Node node) => node == dialler ? _diallerGeneration : _acceptorGeneration;

        public bool IsReadyAt(Node node) => node == dialler ? DiallerReady : AcceptorReady;
    }
}
