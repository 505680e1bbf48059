using System.Globalization;
using Tidings.Node.Simulate.Files;
using Tidings.Simulation.Scenarios.Drawing;

namespace Tidings.Node.Tests.Simulate;

/// <summary>docs/simulation.md has a row for every fault.</summary>
public sealed class SimulatorDocumentTests
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "simulation.md"));

    private static IEnumerable<string> Kinds => ScenarioNames.Faults.Keys;

    [TestCaseSource(nameof(Kinds))]
    public void Every_kind_of_fault_has_a_row(string kind) =>
        Assert.That(Lines.Count(line => line.Contains($"| `{kind}` |", StringComparison.Ordinal)), Is.EqualTo(1));

    [TestCaseSource(nameof(Drawn))]
    public void The_row_says_what_is_drawn(string kind, string range) =>
        Assert.That(Lines.Single(line => line.Contains($"| `{kind}` |", StringComparison.Ordinal)), Does.EndWith($"| {range} |"));

    private static IEnumerable<TestCaseData> Drawn() => FaultRange.All.Select(static range => new TestCaseData(
        ScenarioNames.Faults.Single(name => name.Value == range.Kind).Key,
        string.Create(CultureInfo.InvariantCulture, $"{range.Scope.ToString().ToLowerInvariant()} | {Amount(range)}")));

    private static string Amount(FaultRange range) =>
        range.Unit.Length == 0 ? "none" : string.Create(CultureInfo.InvariantCulture, $"{range.Least} to {range.Most} {range.Unit}");
}
