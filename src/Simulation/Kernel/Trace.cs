namespace Tidings.Simulation.Kernel;

/// <summary>A running hash over everything observable of a run (FNV-1a, folded): two runs with one hash had one history. Not thread-safe.</summary>
internal sealed class Trace
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    private ulong _hash = Offset;

    /// <summary>The hash of all entries so far.</summary>
    public ulong Hash => _hash;

    /// <summary>Entries so far.</summary>
    public long Entries { get; private set; }

    /// <summary>Adds what happened.</summary>
    public void Add(long ticks, int node, int stage, ulong digest)
    {
        Entries++;
        Mix((ulong)ticks);
        Mix(((ulong)(uint)node << 32) | (uint)stage);
        Mix(digest);
    }

    /// <summary>The same text, the same digest, in every process.</summary>
    public static ulong Digest(string text)
    {
        var hash = Offset;
        foreach (var character in text)
        {
            hash = (hash ^ character) * Prime;
        }

        return hash;
    }

    private void Mix(ulong value)
    {
        _hash = (_hash ^ value) * Prime;
        _hash ^= _hash >> 29;
    }
}
