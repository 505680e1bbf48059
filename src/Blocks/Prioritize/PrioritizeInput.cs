using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Dedupe;

namespace Tidings.Blocks.Prioritize;

/// <summary>What reaches the prioritize stage of a kind.</summary>
public abstract record PrioritizeInput;

/// <summary>Changes in who advertises what.</summary>
internal sealed record PrioritizeHolders(HoldersChanged Changed) : PrioritizeInput, IDisposable
{
    public void Dispose() => Changed.Dispose();
}

/// <summary>The pool changed, reserved memory came free, or a timer is due. A signal.</summary>
internal sealed record PrioritizeWake : PrioritizeInput;

/// <summary>Downloads that ended, and how. A signal: merged into one list, bounded by the downloads admitted.</summary>
internal sealed record PrioritizeFinished(IReadOnlyList<FinishedDownload> Downloads) : PrioritizeInput;

/// <summary>How an admitted download ended.</summary>
/// <param name="Advert">The claim that was fetched.</param>
/// <param name="Outcome">How.</param>
internal readonly record struct FinishedDownload(Advert Advert, Download.DownloadOutcome Outcome);
