namespace Tidings.Runtime;

/// <summary>Options out of range, met where they are used: the composition root reports them all before, a direct caller gets this exception.</summary>
internal static class OptionMistakes
{
    public static void ThrowIfAny(IEnumerable<string> mistakes, string parameter)
    {
        var all = string.Join(' ', mistakes);
        if (all.Length > 0)
        {
            throw new ArgumentException(all, parameter);
        }
    }
}
