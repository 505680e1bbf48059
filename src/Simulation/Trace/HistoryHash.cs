namespace Tidings.Simulation.Trace;

/// <summary>A running hash over everything observable of a run: two runs with one hash had one history. Not thread-safe.</summary>
internal sealed class HistoryHash
{
    private Digest _hash = Digest.Of<HistoryHash>();

    /// <summary>The hash of all entries so far.</summary>
    public ulong Value => _hash.Value;

    /// <summary>Entries so far.</summary>
    public long Entries { get; private set; }

    /// <summary>Adds what happened.</summary>
    /// <param name="at">When.</param>
    /// <param name="who">On which process.</param>
    /// <param name="place">Where in it: an edge, a pool, a verb of the harness.</param>
    /// <param name="what">A digest of it.</param>
    public void Add(TimeSpan at, int who, ulong place, ulong what)
    {
        Entries++;
        _hash = _hash.And(at.Ticks).And(who).And(place).And(what);
    }

    /// <summary>16 hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
}
