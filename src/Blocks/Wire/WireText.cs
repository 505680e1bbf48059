using System.Text;

namespace Tidings.Blocks.Wire;

/// <summary>Text as frames may hold it.</summary>
internal static class WireText
{
    /// <summary>The text without control characters, cut between characters to a number of UTF-8 bytes.</summary>
    public static string Fit(string text, int bytesMax)
    {
        var fitting = new StringBuilder();
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var next = Rune.IsControl(rune) ? new Rune(' ') : rune;
            bytes += next.Utf8SequenceLength;
            if (bytes > bytesMax)
            {
                break;
            }

            fitting.Append(next);
        }

        return fitting.ToString();
    }
}
