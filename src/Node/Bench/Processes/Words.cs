using System.Text.Json;

namespace Tidings.Node.Bench.Processes;

/// <summary>
/// What a parent and the process of one node say to each other: lines that begin with one of these. Questions are answered in their order, by one line each.
/// </summary>
internal static class Words
{
    /// <summary>To the child, with a number: publish this artifact.</summary>
    public const byte Publish = (byte)'p';

    /// <summary>To the child: where can others reach you?</summary>
    public const byte Address = (byte)'a';

    /// <summary>To the child, with all addresses: connect to the others. Answered when that is done, with the cipher suite.</summary>
    public const byte Connect = (byte)'c';

    /// <summary>To the child: what have you moved and used? Answered by a <see cref="ChildState"/>.</summary>
    public const byte State = (byte)'s';

    /// <summary>To the child: hash a part of your pool again. Answered by a <see cref="Verification"/>.</summary>
    public const byte Verify = (byte)'v';

    /// <summary>From the child, with a number: I have this artifact.</summary>
    public const byte Have = (byte)'h';

    /// <summary>From the child: the answer to a question.</summary>
    public const byte Answer = (byte)'=';

    /// <summary>From the child: why it cannot go on.</summary>
    public const byte Failed = (byte)'!';

    /// <summary>An answer of more than a word.</summary>
    public static string Json<T>(T answer) => JsonSerializer.Serialize(answer);

    /// <exception cref="BenchException">It is no such answer.</exception>
    public static T Parse<T>(string answer)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(answer) ?? throw new BenchException("A node's process gave an empty answer.");
        }
        catch (JsonException e)
        {
            throw new BenchException($"A node's process said what is no answer: {e.Message}");
        }
    }
}
