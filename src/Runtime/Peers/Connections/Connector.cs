using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using Tidings.Runtime.Peers.Handshakes;
using Tidings.Runtime.Peers.Lanes;
using Tidings.Runtime.Peers.Sessions;
using Tidings.Runtime.Security;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Peers.Connections;

/// <summary>Takes a byte stream through channel security and HELLO and READY, on either side. Every way it can fail is an outcome. Thread-safe.</summary>
internal sealed class Connector
{
    private long _connections;

    public required ITransport Transport { get; init; }

    public required IChannelSecurity Security { get; init; }

    public required HandshakeOptions Options { get; init; }

    public required LocalHello Local { get; init; }

    public required IWireCodec Codec { get; init; }

    public required FrameCaps Caps { get; init; }

    public required IBufferSource Buffers { get; init; }

    public required LaneServices Lanes { get; init; }

    public required NonceSource Nonces { get; init; }

    /// <summary>Opens a lane. The peer's addresses are tried in turn, one in each attempt.</summary>
    /// <param name="dial">What to open.</param>
    /// <param name="addresses">Where the peer may be.</param>
    /// <param name="cancellationToken">Ends it by exception.</param>
    public async Task<ConnectionOutcome> DialAsync(Dial dial, IReadOnlyList<NodeAddress> addresses, CancellationToken cancellationToken)
    {
        if (addresses.Count == 0)
        {
            return ConnectionOutcome.Refused(null, dial.Peer, new Refusal(DisconnectReason.Unreachable, "no address is known"));
        }

        var address = addresses[dial.Attempt % addresses.Count];
        IDuplexConnection connection;
        try
        {
            using var deadline = new CancellationTokenSource(Options.Deadline, Lanes.Clock.Provider);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
            connection = await Transport.ConnectAsync(address, either.Token);
        }
        catch (Exception e)
        {
            // Whatever a transport throws is a dial that failed, to be repeated: file descriptors that ran out come back.
            cancellationToken.ThrowIfCancellationRequested();
            return ConnectionOutcome.Refused(address, dial.Peer, Refusal.Said(DisconnectReason.Unreachable, e is OperationCanceledException ? "no answer in time" : e.Message));
        }

        var ours = Local.For(dial.Peer, dial.Lane, dial.Lane == 0 ? Nonces.Next() : dial.OurNonce, dial.PeerNonce);
        return await EstablishAsync(
            connection,
            dial.Peer,
            stream => Security.DialAsync(stream, dial.Peer, cancellationToken),
            async link => (ours, await Handshake.DialAsync(link, ours, Local, cancellationToken)));
    }

    /// <summary>Answers a socket.</summary>
    /// <param name="connection">Fresh from the listener.</param>
    /// <param name="proved">Called once the peer's key is proved.</param>
    /// <param name="admit">Whether a peer's lane may come to be; asked before READY.</param>
    /// <param name="cancellationToken">Ends it by exception.</param>
    public Task<ConnectionOutcome> AcceptAsync(
        IDuplexConnection connection, Action proved, Func<NodeId, HelloMessage, ValueTask<Refusal?>> admit, CancellationToken cancellationToken) =>
        EstablishAsync(
            connection,
            null,
            stream => Security.AcceptAsync(stream, cancellationToken),
            async link =>
            {
                proved();
                HelloMessage? ours = null;
                var outcome = await Handshake.AcceptAsync(
                    link,
                    async (theirs, _) =>
                    {
                        if (await admit(link.Channel.Peer, theirs) is { } refusal)
                        {
                            return (null, refusal);
                        }

                        ours = Local.For(link.Channel.Peer, theirs.Lane, theirs.Lane == 0 ? Nonces.Next() : theirs.PeerNonce, theirs.Lane == 0 ? 0 : theirs.Nonce);
                        return (ours, null);
                    },
                    Local,
                    cancellationToken);
                return (ours, outcome);
            });

    private async Task<ConnectionOutcome> EstablishAsync(
        IDuplexConnection connection,
        NodeId? dialled,
        Func<Stream, ValueTask<HandshakeResult>> secure,
        Func<FrameLink, Task<(HelloMessage? Ours, HandshakeOutcome Outcome)>> greet)
    {
        var counted = new CountedStream(new GatheringStream(connection.Stream, Lanes.Gathered), Lanes.Clock, Lanes.Instruments);
        HandshakeResult secured;
        try
        {
            secured = await secure(counted);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        if (!secured.Established)
        {
            await connection.DisposeAsync();
            return ConnectionOutcome.Refused(
                connection.RemoteAddress, secured.Peer ?? dialled, Refusal.Said(DisconnectReasons.From(secured.Refusal.Value), secured.Detail));
        }

        var link = new FrameLink(connection, counted, secured.Channel, Codec, Caps, Buffers);
        Lane? lane = null;
        try
        {
            var (ours, outcome) = await greet(link);
            if (outcome.Theirs is not { } theirs)
            {
                if (outcome.BadFrame != WireError.None)
                {
                    Lanes.BadFrames.Refuse(secured.Channel.Peer, ours?.Lane ?? 0, outcome.BadFrame);
                }

                return ConnectionOutcome.Refused(connection.RemoteAddress, secured.Peer, outcome.Refusal!, outcome.ByPeer);
            }

            var ready = new ReadyConnection(
                Interlocked.Increment(ref _connections),
                secured.Channel.Peer,
                theirs.Lane,
                dialled is not null,
                theirs.Incarnation,
                ours!.Nonce,
                theirs.Nonce,
                Shared(theirs.Kinds));
            lane = new Lane(ready, link, Lanes);
            return new ConnectionOutcome(connection.RemoteAddress, secured.Peer, lane, theirs, null);
        }
        finally
        {
            if (lane is null)
            {
                await link.DisposeAsync();
            }
        }
    }

    /// <summary>Only kinds that this node has: of the others it sends nothing and refuses what comes.</summary>
    private PeerKind[] Shared(IReadOnlyList<PeerKind> theirs) => [.. theirs.Where(kind => Local.Kinds.Any(ours => ours.Name == kind.Name))];
}
