using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Blocks.Peers;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Membership;

/// <summary>The membership as JSON: <c>{ "version": 7, "members": [ { "key": "64 hex digits", "addresses": [ "host:port" ] } ] }</c>.</summary>
internal sealed record MembershipFileContent(
    [property: JsonRequired] ulong Version,
    [property: JsonRequired] MembershipFileContent.Entry[] Members)
{
    /// <summary>Most addresses of one member: more are a mistake, and each is dialled in turn.</summary>
    public const int AddressesMax = 16;

    /// <summary>Reads a list; a bad one gives a sentence that says what is wrong and where.</summary>
    public static (MembershipList? List, string? Mistake) Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var content = JsonSerializer.Deserialize(json, MembershipFileJson.Default.MembershipFileContent);
            return content is null ? (null, "The file holds null.") : (content.ToList(), null);
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException)
        {
            return (null, e.Message);
        }
    }

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, MembershipFileJson.Default.MembershipFileContent);

    public static MembershipFileContent Of(MembershipList list) =>
        new(list.Version, [.. list.Members.Select(static m => new Entry(m.Id.ToString(), [.. m.Addresses.Select(static a => a.ToString())]))]);

    private MembershipList ToList()
    {
        if (Members is null || Members.Contains(null))
        {
            throw new FormatException("'members' must be a list of members.");
        }

        return new MembershipList(Version, Members.Select(static entry => entry.ToMember()));
    }

    internal sealed record Entry([property: JsonRequired] string Key, string[]? Addresses)
    {
        public Member ToMember()
        {
            if (!NodeId.TryParse(Key, out var id))
            {
                throw new FormatException($"'{Key}' is not a node id: it has 64 hexadecimal digits.");
            }

            return Addresses is { Length: > AddressesMax }
                ? throw new FormatException($"Member {id.ToShortString()} has {Addresses.Length} addresses; at most {AddressesMax} are allowed.")
                : new Member(id, [.. (Addresses ?? []).Select(NodeAddress.Parse)]);
        }
    }
}

/// <summary>Reader and writer made at build time; a property that nobody knows is a mistake, most likely a misspelt one.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    ReadCommentHandling = JsonCommentHandling.Skip,
    AllowTrailingCommas = true,
    WriteIndented = true)]
[JsonSerializable(typeof(MembershipFileContent))]
internal sealed partial class MembershipFileJson : JsonSerializerContext;
