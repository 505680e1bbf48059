using System.Globalization;

namespace Tidings.Node.Simulate;

/// <summary>Seeds in a row, both ends included.</summary>
internal readonly record struct SeedRange(long First, long Last)
{
    /// <summary>Years of one core; more are a mistake in typing.</summary>
    public const long CountMax = 1_000_000_000;

    private const string Dots = "..";

    public long Count => Last - First + 1;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}{Dots}{Last}");

    /// <summary>Reads <c>A..B</c>, 1 to <see cref="CountMax"/> seeds from 0 up.</summary>
    public static bool TryParse(string? text, out SeedRange range)
    {
        range = default;
        if (text?.Split(Dots) is not [var first, var last] || !IsSeed(first, out var from) || !IsSeed(last, out var to) || from > to || to - from >= CountMax)
        {
            return false;
        }

        range = new SeedRange(from, to);
        return true;
    }

    private static bool IsSeed(string text, out long seed) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seed) && seed < long.MaxValue;
}
