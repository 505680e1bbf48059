using System.Globalization;
using Tidings.Node.Simulate.Files;
using Tidings.Simulation.Scenarios;
using Tidings.Simulation.Scenarios.Drawing;

namespace Tidings.Node.Simulate;

/// <summary>Where scenarios come from: a file with another seed, or the seed alone.</summary>
internal sealed class ScenarioSource(SimulateOptions options)
{
    private readonly Scenario? _file = options.Scenario is { } path ? ScenarioReader.Load(path, options.Nodes) : null;

    /// <summary>The seed of a run that was asked for without one.</summary>
    public long Seed => options.Seed ?? _file?.Seed ?? 1;

    public Scenario Of(long seed) => options.Liars is { } liars
        ? LiarNames.Draw(liars, seed, options.Nodes)
        : _file is null ? ScenarioDraw.Of(seed, options.Nodes) : _file with { Seed = seed };

    /// <summary>The arguments that make the same scenarios in another process.</summary>
    public IEnumerable<string> Arguments =>
        [
            .. options.Scenario is { } path ? ["--scenario", Path.GetFullPath(path)] : Array.Empty<string>(),
            .. options.Liars is { } liars ? ["--liars", liars] : Array.Empty<string>(),
            .. options.Nodes is { } nodes ? ["--nodes", nodes.ToString(CultureInfo.InvariantCulture)] : Array.Empty<string>(),
        ];

    /// <summary>The line that shows a seed again.</summary>
    public string Replay(long seed) => string.Join(' ', ["tidings", "simulate", .. Arguments.Select(Quoted), "--seed", seed.ToString(CultureInfo.InvariantCulture)]);

    private static string Quoted(string argument) => argument.Contains(' ', StringComparison.Ordinal) ? $"'{argument}'" : argument;
}
