using System.Text.Json;
using Tidings.Node.Simulate.Files;

namespace Tidings.Node.Tests.Simulate.Files;

/// <summary>The schema says what the reader reads, and the examples are scenarios.</summary>
public sealed class ScenarioDocumentsTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "scenarios");

    private static IEnumerable<string> Examples =>
        Directory.EnumerateFiles(Folder, "*.json").Select(path => Path.GetFileName(path)).Where(name => name != "scenario.schema.json").Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Examples))]
    public void An_example_is_a_scenario(string name) => Assert.That(ScenarioReader.Load(Path.Combine(Folder, name)).Artifacts, Is.Not.Empty);

    [Test]
    public void The_schema_names_what_the_reader_knows()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, "scenario.schema.json")));
        var root = schema.RootElement.GetProperty("properties");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Names(root), Is.EquivalentTo(Known("""{ "strange": 1, "nodes": 1, "artifacts": [] }""")));
            Assert.That(Names(root.GetProperty("link").GetProperty("properties")), Is.EquivalentTo(Known("""{ "nodes": 1, "artifacts": [], "link": { "strange": 1 } }""")));
            Assert.That(Names(Item(root, "artifacts")), Is.EquivalentTo(Known("""{ "nodes": 1, "artifacts": [{ "kind": "note", "bytes": 9, "strange": 1 }] }""")));
            Assert.That(Names(Item(root, "faults")), Is.EquivalentTo(Known("""{ "nodes": 1, "artifacts": [], "faults": [{ "kind": "crash", "strange": 1 }] }""")));
            Assert.That(Choices(Item(root, "faults").GetProperty("kind")), Is.EquivalentTo(ScenarioNames.Faults.Keys));
            Assert.That(Choices(root.GetProperty("protocol")), Is.EquivalentTo(ScenarioNames.Protocols.Keys));
        }
    }

    private static JsonElement Item(JsonElement properties, string list) => properties.GetProperty(list).GetProperty("items").GetProperty("properties");

    private static IEnumerable<string> Names(JsonElement properties) => properties.EnumerateObject().Select(property => property.Name);

    private static IEnumerable<string?> Choices(JsonElement property) => property.GetProperty("enum").EnumerateArray().Select(choice => choice.GetString());

    // The reader tells the names that it knows where it finds one that it does not.
    private static string[] Known(string text)
    {
        var message = Assert.Throws<InvalidDataException>(() => ScenarioReader.Read(text))!.Message;
        Assert.That(message, Does.Contain("strange means nothing here; names are "));
        return message[(message.IndexOf("are ", StringComparison.Ordinal) + "are ".Length)..].Split(", ");
    }
}
