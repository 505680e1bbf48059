using System.Reflection;

namespace Samples.Tests;

/// <summary>Each sample is run as a reader would run it, and checks itself: its exit code is 0 only when everything arrived.</summary>
public sealed class SampleTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(2);

    [TestCase("BeaconShares")]
    [TestCase("ComposeANode")]
    [TestCase("RewireTheGraph")]
    public async Task Sample_runs_to_its_end(string sample)
    {
        var main = Assembly.Load(sample).EntryPoint!;
        var exit = await Task.Run(() => main.Invoke(null, main.GetParameters().Length == 0 ? null : [Array.Empty<string>()])).WaitAsync(HangGuard);
        Assert.That(exit, Is.Zero);
    }
}
