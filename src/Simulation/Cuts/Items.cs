using Tidings.Blocks;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Download;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Move;
using Tidings.Blocks.Publish;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Serve;
using Tidings.Blocks.Wire;

namespace Tidings.Simulation.Cuts;

/// <summary>What a cut has to know of the things that flow: which of them are messages, what they own, and what is left when one is dropped or copied.</summary>
internal static class Items
{
    /// <summary>
    /// Whether losing it is a fault that the protocol knows. Who is connected, and what stages say to each other about room, never crosses a network: without
    /// it a node is broken, not tested.
    /// </summary>
    public static bool IsMessage<T>(T item) => item is not
        (PeerChanged or InboundPeer or DedupePeer or DownloadPeer or PublishPeer or ServePeer or BandwidthPeer or Demand or GrantReturned);

    /// <summary>Refuses places where what flows has one owner, a reservation that only the next stage can give back.</summary>
    /// <exception cref="InvalidOperationException">It is such a place.</exception>
    public static void ThrowIfOwned<T>(string verb)
    {
        var type = typeof(T).IsGenericType ? typeof(T).GetGenericTypeDefinition() : null;
        if (type == typeof(MoveInput<>) || type == typeof(DownloadOutput<>))
        {
            throw new InvalidOperationException(
                $"{verb} cannot stand where {typeof(T).Name} flows: each one owns memory that only the move stage gives back. Cut before validate or download instead.");
        }
    }

    /// <summary>Frees what a dropped item owns. What remains in its place gives granted room back.</summary>
    public static T[] Drop<T>(T item)
    {
        Ownership.Free(item);
        return item is OutboundMessage { MoreFollow: false } message && Returned(message) is T returned ? [returned] : [];
    }

    /// <summary>The item and a second one like it; only the item, when it is no message or has one owner.</summary>
    public static T[] Twice<T>(T item)
    {
        if (item is OutboundMessage message)
        {
            return (message.Message as ChunkMessage)?.Lease?.TryAddReference() == false ? [item] : [(T)(object)(message with { MoreFollow = true }), item];
        }

        return Copy(item) is T copy ? [item, copy] : [item];
    }

    private static GrantReturned Returned(OutboundMessage message) =>
        new(message.Flow, message.Peer, message.Session, message.Lane, message.Bytes);

    private static object? Copy<T>(T item) => item switch
    {
        InboundFrame frame => frame with { Body = Copy(frame.Body) },
        DecodedMessage message => Copy(message),
        DedupeMessage { Message: var message } => new DedupeMessage(Copy(message)),
        DownloadAnswer { Message: var message } => new DownloadAnswer(Copy(message)),
        PublishMessage { Message: var message } => new PublishMessage(Copy(message)),
        ServeMessage { Message: var message } => new ServeMessage(Copy(message)),
        IDisposable => null,
        _ => IsMessage(item) ? item : null,
    };

    /// <summary>Bytes of its own, on nobody's account: a duplicate must not make a peer wait for memory that it never sent for.</summary>
    private static RentedBuffer Copy(RentedBuffer body) => new(body.Memory.ToArray(), body.Length, owner: null);

    private static DecodedMessage Copy(DecodedMessage message) => new(
        message.Peer, message.Session, message.Lane, message.Kind, Copy(message.Body), new RentedBuffer([], 0, owner: null));

    private static WireMessage Copy(WireMessage body) => body switch
    {
        SlotsMessage slots => slots with { Updates = [.. slots.Updates.Select(static update => update with { Body = update.Body?.ToArray() })] },
        ChunkMessage chunk => chunk with { Data = chunk.Data.ToArray() },
        _ => body,
    };
}
