namespace Tidings.Runtime.Peers;

/// <summary>
/// What was said lately, so that the same trouble with the same subject is logged once and not at every dial. An episode ends when another trouble
/// takes its place, when it has not come back for the quiet time, or when it is told to be over. Not thread-safe.
/// </summary>
internal sealed class EpisodeBook(int subjectsMax, TimeSpan quiet)
{
    private readonly Dictionary<string, (string Trouble, TimeSpan LastSeen)> _subjects = new(StringComparer.Ordinal);

    /// <summary>Whether this is news. Over the bound all is forgotten: rather twice in the log than without a limit in memory.</summary>
    public bool Begins(string subject, string trouble, TimeSpan now)
    {
        var isKnown = _subjects.TryGetValue(subject, out var last);
        if (!isKnown && _subjects.Count >= subjectsMax)
        {
            _subjects.Clear();
        }

        _subjects[subject] = (trouble, now);
        return !isKnown || last.Trouble != trouble || now - last.LastSeen >= quiet;
    }

    public void Ends(string subject) => _subjects.Remove(subject);
}
