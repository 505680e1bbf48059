using Tidings.Blocks.Wire;

namespace Tidings.Runtime.Peers.Handshakes;

/// <summary>What came of HELLO and READY: the peer's HELLO, or why there is no lane.</summary>
/// <param name="Theirs">What the peer said; null when refused.</param>
/// <param name="Refusal">Why not; null when both are READY.</param>
/// <param name="ByPeer">It was the peer that refused.</param>
/// <param name="BadFrame">The frame of the peer that could not be read, if that is why; a stream that broke off is none.</param>
internal sealed record HandshakeOutcome(HelloMessage? Theirs, Refusal? Refusal, bool ByPeer = false, WireError BadFrame = WireError.None);

/// <summary>
/// HELLO both ways, then READY both ways, inside the channel and under its deadline. The dialling side speaks first, so that the other one answers for
/// the lane that is asked for. Who refuses says why in a GOODBYE and waits for the other to close, so that the words arrive.
/// </summary>
internal static class Handshake
{
    /// <summary>The dialling side.</summary>
    /// <param name="link">Fresh from the channel.</param>
    /// <param name="ours">What we say.</param>
    /// <param name="local">What we are.</param>
    /// <param name="cancellationToken">Ends it by exception, beside the channel's own deadline.</param>
    public static ValueTask<HandshakeOutcome> DialAsync(FrameLink link, HelloMessage ours, LocalHello local, CancellationToken cancellationToken) =>
        GuardAsync(
            link,
            async token =>
            {
                await SayAsync(link, token, ours);
                var heard = await HearAsync<HelloMessage>(link, token);
                if (heard.Message is not { } theirs)
                {
                    return heard.Outcome;
                }

                if ((HelloRules.Check(local, theirs) ?? HelloRules.CheckAnswer(ours, theirs)) is { } refusal)
                {
                    return await RefuseAsync(link, refusal, token);
                }

                await SayAsync(link, token, new ReadyMessage());
                return await ReadyAsync(link, theirs, token);
            },
            cancellationToken);

    /// <summary>The accepting side.</summary>
    /// <param name="link">Fresh from the channel.</param>
    /// <param name="answer">Our HELLO to the peer's, or why there is none.</param>
    /// <param name="local">What we are.</param>
    /// <param name="cancellationToken">Ends it by exception, beside the channel's own deadline.</param>
    public static ValueTask<HandshakeOutcome> AcceptAsync(
        FrameLink link, Func<HelloMessage, CancellationToken, ValueTask<(HelloMessage? Ours, Refusal? Refusal)>> answer, LocalHello local, CancellationToken cancellationToken) =>
        GuardAsync(
            link,
            async token =>
            {
                var heard = await HearAsync<HelloMessage>(link, token);
                if (heard.Message is not { } theirs)
                {
                    return heard.Outcome;
                }

                if (HelloRules.Check(local, theirs) is { } broken)
                {
                    return await RefuseAsync(link, broken, token);
                }

                var (ours, refusal) = await answer(theirs, token);
                if (ours is null)
                {
                    return await RefuseAsync(link, refusal!, token);
                }

                await SayAsync(link, token, ours, new ReadyMessage());
                return await ReadyAsync(link, theirs, token);
            },
            cancellationToken);

    private static async ValueTask<HandshakeOutcome> GuardAsync(
        FrameLink link, Func<CancellationToken, Task<HandshakeOutcome>> talk, CancellationToken cancellationToken)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(link.Channel.ReadyDeadline, cancellationToken);
            return await talk(either.Token);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var reason = link.Channel.Tripped is { } bound ? DisconnectReasons.From(bound)
                : e is OperationCanceledException ? DisconnectReason.HandshakeTimeout
                : DisconnectReason.ConnectionLost;
            return Refused(Refusal.Of(reason));
        }
    }

    private static async Task<HandshakeOutcome> ReadyAsync(FrameLink link, HelloMessage theirs, CancellationToken cancellationToken)
    {
        var heard = await HearAsync<ReadyMessage>(link, cancellationToken);
        if (heard.Message is null)
        {
            return heard.Outcome;
        }

        if (!link.Channel.TryReady())
        {
            return Refused(Refusal.Of(DisconnectReason.HandshakeTimeout));
        }

        link.Reader.IsReady = true;
        return new HandshakeOutcome(theirs, null);
    }

    private static async ValueTask SayAsync(FrameLink link, CancellationToken cancellationToken, params WireMessage[] messages)
    {
        foreach (var message in messages)
        {
            await link.Writer.WriteAsync(message, cancellationToken);
        }

        await link.Writer.FlushAsync(cancellationToken);
    }

    private static async Task<(T? Message, HandshakeOutcome Outcome)> HearAsync<T>(FrameLink link, CancellationToken cancellationToken)
        where T : WireMessage
    {
        var read = await link.Reader.ReadAsync(cancellationToken);
        if (read.IsEnd)
        {
            return (null, Refused(Refusal.Of(link.Channel.Tripped is { } bound ? DisconnectReasons.From(bound) : DisconnectReason.ConnectionLost)));
        }

        var error = read.Error;
        WireMessage? message = null;
        if (read.Body is { } body)
        {
            using (body)
            {
                link.Codec.TryRead(read.Type, body.Memory, out message, out error);
            }
        }

        return message switch
        {
            T expected => (expected, new HandshakeOutcome(null, null)),
            GoodbyeMessage goodbye => (null, Refused(new Refusal(DisconnectReasons.FromWire(goodbye.Code), goodbye.Reason)) with { ByPeer = true }),
            null when error == WireError.Truncated && read.Body is null => (null, Refused(Refusal.Of(DisconnectReason.ConnectionLost))),
            null => (null, await RefuseAsync(link, new Refusal(DisconnectReason.BadFrame, $"{error} in the handshake"), cancellationToken) with { BadFrame = error }),
            _ => (null, await RefuseAsync(link, new Refusal(DisconnectReason.HandshakeOrder, $"{message.Type} came where {typeof(T).Name} must be"), cancellationToken)),
        };
    }

    private static async Task<HandshakeOutcome> RefuseAsync(FrameLink link, Refusal refusal, CancellationToken cancellationToken)
    {
        try
        {
            await SayAsync(link, cancellationToken, refusal.ToGoodbye());
            FrameRead read;
            do
            {
                read = await link.Reader.ReadAsync(cancellationToken);
                read.Body?.Dispose();
            }
            while (read.Body is not null);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // It went without listening, or stayed too long: the refusal stands.
        }

        return Refused(refusal);
    }

    private static HandshakeOutcome Refused(Refusal refusal) => new(null, refusal);
}
