using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tidings.Blocks.Tests.Wire.Vectors;

/// <summary>The files of docs/wire/vectors.</summary>
internal static class VectorFiles
{
    private static readonly Lazy<string> Folder = new(static () =>
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Dataflow.sln")))
        {
            root = root.Parent;
        }

        return Path.Combine(root!.FullName, "docs", "wire", "vectors");
    });

    public static JsonArray ReadJson(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder.Value, name)))!.AsArray();

    public static byte[] ReadBytes(string name) => File.ReadAllBytes(Path.Combine(Folder.Value, name));

    public static void Write(string name, IEnumerable<object> vectors) =>
        File.WriteAllText(Path.Combine(Folder.Value, name), JsonSerializer.Serialize(vectors, WireJson.Options) + "\n");

    public static void Write(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(Folder.Value, name), bytes);
}
