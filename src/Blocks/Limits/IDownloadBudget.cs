using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Limits;

/// <summary>The memory of one kind's downloads and unvalidated artifacts. Thread-safe.</summary>
internal interface IDownloadBudget
{
    /// <summary>Most bytes that it may hold.</summary>
    long LimitBytes { get; }

    /// <summary>Whether an artifact of this size lives in a file and reserves only a window of memory: above a quarter of the budget.</summary>
    bool IsSpooled(long artifactBytes);

    /// <summary>
    /// Reserves the memory of a whole artifact, or the window of a spooled one, charged to the peer that it is fetched because of.
    /// A quarter of the budget is kept for <see cref="FetchPriority.FetchNow"/>, and one peer's charge is bounded too; refused with null.
    /// </summary>
    IReservation? TryReserve(NodeId chargedTo, long artifactBytes, FetchPriority priority);

    /// <summary>
    /// Bytes that this class could reserve now if no peer's account were in the way: what fits here and is refused fails on the peer's account
    /// alone, and does not hold up what was heard from others.
    /// </summary>
    long AvailableTo(FetchPriority priority);

    /// <summary>Raised when bytes came free after a refusal, once however many were refused. On the thread that freed them: handlers only signal.</summary>
    event Action? Freed;
}
