using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Dedupe;
using Tidings.Blocks.Limits;

namespace Tidings.Blocks.Prioritize;

/// <summary>What the prioritize stage tells the download stage. Starts come in order of class, then age.</summary>
public abstract record DownloadOrder;

/// <summary>Fetch this: memory for the whole artifact and its place in the pool are reserved. The download owns both from here on.</summary>
internal sealed record StartDownload(
    Advert Advert,
    FetchPriority Class,
    IReadOnlyList<Holder> Holders,
    IReservation Reservation,
    RentedBuffer? Body) : DownloadOrder;

/// <summary>Changes in who holds artifacts whose download has started.</summary>
internal sealed record ChangeHolders(IReadOnlyList<HolderChange> Changes) : DownloadOrder;

/// <summary>The class of a started download changed: Drop cancels it; Stash and Later take what was asked and ask nothing more.</summary>
internal sealed record ChangeClass(ArtifactId Id, FetchPriority Class) : DownloadOrder;
