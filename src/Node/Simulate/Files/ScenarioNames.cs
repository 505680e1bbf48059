using System.Text.Json;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Simulate.Files;

/// <summary>How scenarios, results and options name what the code has enumerations for: in lower camel case.</summary>
internal static class ScenarioNames
{
    public static IReadOnlyDictionary<string, FaultKind> Faults { get; } = Of<FaultKind>();

    public static IReadOnlyDictionary<string, Protocol> Protocols { get; } = Of<Protocol>();

    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static SortedDictionary<string, T> Of<T>()
        where T : struct, Enum => new(Enum.GetValues<T>().ToDictionary(Name), StringComparer.Ordinal);
}
