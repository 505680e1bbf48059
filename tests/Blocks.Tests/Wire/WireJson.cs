using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Wire;

/// <summary>Messages as JSON, for the vectors and to compare by content: hashes and bytes in hex, 64-bit numbers as text.</summary>
internal static class WireJson
{
    public static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new JsonStringEnumConverter(),
            Text(static h => h.ToString(), static s => Hash256.TryParse(s, out var h) ? h : throw new JsonException(s)),
            Text(static h => h.ToString(), static s => ArtifactId.TryParse(s, out var h) ? h : throw new JsonException(s)),
            Text(static h => h.ToString(), static s => NodeId.TryParse(s, out var h) ? h : throw new JsonException(s)),
            Text(static m => Convert.ToHexStringLower(m.Span), static s => new ReadOnlyMemory<byte>(Convert.FromHexString(s))),
            Text(static n => n.ToString(), ulong.Parse),
            Text(static n => n.ToString(), long.Parse),
        },
    };

    public static string Of(WireMessage message) =>
        JsonSerializer.Serialize(message is ChunkMessage chunk ? chunk with { Lease = null } : message, message.GetType(), Options);

    public static WireMessage Read(FrameType type, string json) => (WireMessage)JsonSerializer.Deserialize(json, TypeOf(type), Options)!;

    private static Type TypeOf(FrameType type) => typeof(WireMessage).Assembly.GetType($"{typeof(WireMessage).Namespace}.{type}Message", throwOnError: true)!;

    private static TextConverter<T> Text<T>(Func<T, string> write, Func<string, T> read) => new(write, read);

    private sealed class TextConverter<T>(Func<T, string> write, Func<string, T> read) : JsonConverter<T>
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => read(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
    }
}
