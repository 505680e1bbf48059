using System.Diagnostics.Metrics;

namespace Tidings.Blocks.Download;

/// <summary>What the download stage counts, on the meter and in its statistics.</summary>
internal sealed class DownloadInstruments
{
    private static readonly string[] Outcomes = Enum.GetNames<DownloadOutcome>();

    private readonly DownloadStatistics _statistics;
    private readonly KeyValuePair<string, object?> _kind;
    private readonly Counter<long> _duplicate, _hedged, _chunks;
    private readonly Histogram<double> _duration;

    public DownloadInstruments(Meter meter, string kind, DownloadStatistics statistics)
    {
        _statistics = statistics;
        _kind = new("kind", kind);
        _duplicate = meter.CreateCounter<long>("tidings.download.duplicate", "By", "Bytes of chunks that were here already.");
        _hedged = meter.CreateCounter<long>("tidings.download.hedged", "{request}", "Requests for a chunk that another holder owed already.");
        _chunks = meter.CreateCounter<long>("tidings.download.chunks", "{chunk}", "Chunks received, by what became of them.");
        _duration = meter.CreateHistogram<double>("tidings.download.duration", "s", "From admission to the end of a download, by its outcome.");
    }

    public void Kept(int bytes)
    {
        _statistics.Kept(bytes);
        Count("kept");
    }

    public void Refused(ChunkFate fate, int bytes)
    {
        if (fate == ChunkFate.Duplicate)
        {
            _statistics.Duplicate(bytes);
            _duplicate.Add(bytes, _kind);
        }

        Count(fate switch
        {
            ChunkFate.Duplicate => "duplicate",
            ChunkFate.Late => "late",
            ChunkFate.Unasked => "unasked",
            _ => "wrong",
        });
    }

    public void Hedged()
    {
        _statistics.Hedged();
        _hedged.Add(1, _kind);
    }

    public void Ended(DownloadOutcome outcome, TimeSpan duration, bool isFromRelay)
    {
        if (outcome == DownloadOutcome.Complete)
        {
            _statistics.Completed(isFromRelay);
        }

        _duration.Record(duration.TotalSeconds, _kind, new("outcome", Outcomes[(int)outcome]));
    }

    private void Count(string outcome) => _chunks.Add(1, _kind, new("outcome", outcome));
}
