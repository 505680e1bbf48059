using System.Collections.Frozen;
using System.Text;

namespace Tidings.Blocks.Wire;

/// <summary>The kinds that this node knows: what a frame names is looked up, never made into a new string. Immutable and thread-safe.</summary>
internal sealed class KindTable
{
    private readonly FrozenDictionary<string, string> _byName;
    private readonly (byte[] Utf8, string Name)[] _entries;

    /// <exception cref="ArgumentException">A name is not a kind name, or comes twice.</exception>
    public KindTable(IEnumerable<string> kinds)
    {
        string[] names = [.. kinds];
        foreach (var name in names.Where(static n => !IsName(n)))
        {
            throw new ArgumentException(
                $"'{name}' is no kind name: 1 to {WireLimits.KindNameBytesMax} ASCII letters, digits, '-', '_' and '.'.", nameof(kinds));
        }

        if (names.Distinct(StringComparer.Ordinal).Count() != names.Length)
        {
            throw new ArgumentException("A kind is named twice.", nameof(kinds));
        }

        _byName = names.ToFrozenDictionary(static n => n, StringComparer.Ordinal);
        _entries = [.. names.Select(static n => (Encoding.ASCII.GetBytes(n), n))];
    }

    public static bool IsName(string? text) =>
        text is { Length: > 0 and <= WireLimits.KindNameBytesMax }
        && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    public bool TryFind(string name, out string known) => _byName.TryGetValue(name, out known!);

    public bool TryFind(ReadOnlySpan<byte> utf8, out string known)
    {
        foreach (var entry in _entries)
        {
            if (utf8.SequenceEqual(entry.Utf8))
            {
                known = entry.Name;
                return true;
            }
        }

        known = string.Empty;
        return false;
    }
}
