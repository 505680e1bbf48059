using Tidings.Node.Simulate.Files;

namespace Tidings.Node.Tests.Simulate;

/// <summary>docs/simulation.md has a row for every fault.</summary>
public sealed class SimulatorDocumentTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "simulation.md"));

    private static IEnumerable<string> Kinds => ScenarioNames.Faults.Keys;

    [TestCaseSource(nameof(Kinds))]
    public void Every_kind_of_fault_has_a_row(string kind) =>
        Assert.That(Lines.Count(line => line.Contains($"| `{kind}` |", StringComparison.Ordinal)), Is.EqualTo(1));
}
