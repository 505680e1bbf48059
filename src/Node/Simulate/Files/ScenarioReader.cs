using System.Text.Json;
using Tidings.Node.Commands;
using Tidings.Runtime.Membership;
using Tidings.Simulation.Scenarios;

namespace Tidings.Node.Simulate.Files;

/// <summary>A scenario from a file, as <c>docs/scenarios/scenario.schema.json</c> describes it.</summary>
internal static class ScenarioReader
{
    /// <summary>Longest file, in bytes: a hundred thousand artifacts, each written out.</summary>
    private const int FileBytesMax = 16 * 1024 * 1024;

    /// <summary>Longest phase of a run.</summary>
    private static readonly TimeSpan PhaseMax = TimeSpan.FromHours(1);

    private static readonly JsonDocumentOptions Syntax = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, AllowDuplicateProperties = false };

    /// <summary>Reads a file.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="nodes">How many nodes instead of what the file says; null to do as it says.</param>
    /// <exception cref="InvalidDataException">It is no scenario; the message has every mistake with its place.</exception>
    public static Scenario Load(string path, int? nodes = null)
    {
        var file = new FileInfo(path);
        if (file is { Exists: true, Length: > FileBytesMax })
        {
            throw new InvalidDataException($"'{path}' has {file.Length} bytes; a scenario has at most {FileBytesMax}.");
        }

        try
        {
            return Read(File.ReadAllText(path), nodes);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"'{path}' is no scenario: {e.Message}", e);
        }
    }

    /// <summary>Reads a text.</summary>
    /// <exception cref="InvalidDataException">It is no scenario.</exception>
    public static Scenario Read(string text, int? nodes = null)
    {
        List<string> mistakes = [];
        using var document = Parse(text);
        var fields = new JsonFields(document.RootElement, "", mistakes);
        var scenario = Read(fields, nodes);
        fields.Close();
        return mistakes.Count switch
        {
            0 => scenario,
            1 => throw new InvalidDataException(mistakes[0]),
            _ => throw new InvalidDataException($"{mistakes.Count} mistakes:\n- {string.Join("\n- ", mistakes)}"),
        };
    }

    private static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text, Syntax);
        }
        catch (JsonException e)
        {
            throw new InvalidDataException(e.Message, e);
        }
    }

    private static Scenario Read(JsonFields fields, int? instead)
    {
        _ = fields.Text("$schema", "");
        var nodes = fields.Int("nodes", 1, MembershipList.MembersMax, instead);
        nodes = instead ?? nodes;
        var usual = new Scenario { Seed = 1, Nodes = nodes, Artifacts = [] };
        return usual with
        {
            Seed = fields.Long("seed", long.MinValue, long.MaxValue, usual.Seed),
            Protocol = fields.Choice("protocol", ScenarioNames.Protocols, ScenarioNames.Name(usual.Protocol)),
            Topology = Topology(fields, usual.Topology, nodes),
            Link = fields.Object("link", LinkFields.Read),
            Tls = fields.Flag("tls"),
            Configuration = fields.Settings("configuration"),
            Artifacts = ArtifactFields.Read(fields, nodes, PhaseMax),
            Faults = fields.List("faults", fault => FaultFields.Read(fault, nodes, PhaseMax)),
            FaultPhase = fields.Milliseconds("faultPhaseMs", PhaseMax, usual.FaultPhase),
            LivenessMax = fields.Milliseconds("livenessMaxMs", PhaseMax, usual.LivenessMax),
        };
    }

    private static string Topology(JsonFields fields, string usual, int nodes)
    {
        var topology = fields.Text("topology", usual);
        return TopologyOption.Fault(topology, nodes) is { } fault ? fields.Wrong("topology", $"is wrong: {fault}", usual) : topology;
    }
}
