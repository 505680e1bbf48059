using Tidings.Node.Simulate.Files;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Tests.Simulate;

/// <summary>Scenarios in which a campaign found what is fixed now, as files, so that another way to draw keeps them.</summary>
[NonParallelizable]
public sealed class FoundScenarioTests
{
    private static string Folder => Path.Combine(Repository.Root, "tests", "Node.Tests", "Simulate", "Found");

    [TestCase("bytes-behind-a-lost-reset")]
    [TestCase("given-up-and-accepted-anew")]
    public void What_was_found_stays_fixed(string name) =>
        Assert.That(ScenarioRun.Run(ScenarioReader.Load(Path.Combine(Folder, $"{name}.json"))).Failure, Is.Null);
}
