using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Prioritize;
using Tidings.Blocks.Receive;

namespace Tidings.Blocks.Download;

/// <summary>What reaches the download stage of a kind. Answers and changes of peers come over one edge: a lane's end follows the last chunk of the lane.</summary>
public abstract record DownloadInput;

/// <summary>What the prioritize stage decided.</summary>
internal sealed record DownloadOrdered(DownloadOrder Order) : DownloadInput, IDisposable
{
    /// <summary>One by one.</summary>
    public IReadOnlyList<DownloadOrder> Orders => Order is OrderBatch batch ? batch.Orders : [Order];

    public void Dispose() => (Order as IDisposable)?.Dispose();
}

/// <summary>A chunk or END of a peer; it was asked for, so it has its place.</summary>
internal sealed record DownloadAnswer(DecodedMessage Message) : DownloadInput, IDisposable
{
    public void Dispose() => Message.Dispose();
}

/// <summary>A peer or lane came or went.</summary>
internal sealed record DownloadPeer(PeerEvent Event) : DownloadInput;

/// <summary>The bandwidth stage grants room for requests. A signal.</summary>
internal sealed record DownloadGranted(Grants Grants) : DownloadInput;

/// <summary>A timer is due. A signal.</summary>
internal sealed record DownloadWake : DownloadInput;
