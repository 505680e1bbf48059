using System.Diagnostics;
using Tidings.Node.Hosting;

namespace Tidings.Node.Simulate.Campaigns;

/// <summary>How this executable starts itself as a worker.</summary>
internal static class WorkerStart
{
    /// <summary>From so many seeds for one worker on, a profile of where its time goes pays for itself: it saves a tenth of a seed, and costs the time of forty.</summary>
    private const long ProfiledFrom = 500;

    /// <param name="source">Of its scenarios.</param>
    /// <param name="seeds">How many it will play, about.</param>
    public static ProcessStartInfo Info(ScenarioSource source, long seeds) =>
        ForSeeds(ThisExecutable.Start(["simulate", "--worker", .. source.Arguments]), seeds);

    /// <summary>Workers share the cores among them: a collection beside one takes another's time. Less than so many seeds do not pay for a profile.</summary>
    public static ProcessStartInfo ForSeeds(ProcessStartInfo start, long seeds)
    {
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_TieredPGO"] = seeds < ProfiledFrom ? "0" : "1";
        return start;
    }
}
