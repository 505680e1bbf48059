using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Download;

namespace Simulation.Tests.PlantedBugs;

/// <summary>The download stage arms its timer and does not hear it: nobody is ever overdue, and no round is tried again.</summary>
internal sealed class NeverWoken<T> : Defect<DownloadInput, DownloadOutput<T>>
    where T : IArtifact<T>
{
    public override IEnumerable<DownloadInput> Hear(DownloadInput input) => input is DownloadWake ? [] : [input];
}

/// <summary>A timer is armed for a date: after the date has gone back, it is not due for as long again.</summary>
internal sealed class TrustsTheDate<T>(Life life) : Defect<DownloadInput, DownloadOutput<T>>
    where T : IArtifact<T>
{
    private DateTimeOffset _latest;

    public override IEnumerable<DownloadInput> Hear(DownloadInput input)
    {
        var date = life.Node.Get<TimeProvider>().GetUtcNow();
        _latest = date > _latest ? date : _latest;
        return input is DownloadWake && date < _latest ? [] : [input];
    }
}
