using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Receive;

namespace Tidings.Blocks.Serve;

/// <summary>What reaches the serve stage of a kind.</summary>
public abstract record ServeInput;

/// <summary>Requests or cancels of a peer.</summary>
internal sealed record ServeMessage(DecodedMessage Message) : ServeInput, IDisposable
{
    public void Dispose() => Message.Dispose();
}

/// <summary>A peer or lane came or went.</summary>
internal sealed record ServePeer(PeerEvent Event) : ServeInput;

/// <summary>The bandwidth stage grants room for chunks and ENDs. A signal.</summary>
internal sealed record ServeGranted(Grants Grants) : ServeInput;
