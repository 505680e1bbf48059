namespace Tidings.Simulation.Faults;

/// <summary>How often each kind of fault really happened in a run: a fault that was planned and never bit does not count. Not thread-safe.</summary>
/// <param name="told">Told of each, when it happens.</param>
internal sealed class FaultCounter(Action<FaultKind>? told = null)
{
    private readonly long[] _fired = new long[Enum.GetValues<FaultKind>().Length];

    /// <summary>It happened.</summary>
    public void Count(FaultKind kind)
    {
        _fired[(int)kind]++;
        Total++;
        told?.Invoke(kind);
    }

    /// <summary>It befell one segment of many: it counts, and a timeline does not show it.</summary>
    public void Tally(FaultKind kind)
    {
        _fired[(int)kind]++;
        Total++;
    }

    /// <summary>All kinds together.</summary>
    public long Total { get; private set; }

    public long this[FaultKind kind] => _fired[(int)kind];

    /// <summary>Those that happened, in the order of their ids.</summary>
    public IReadOnlyDictionary<FaultKind, long> Fired =>
        new SortedDictionary<FaultKind, long>(Enum.GetValues<FaultKind>().Where(kind => this[kind] > 0).ToDictionary(kind => kind, kind => this[kind]));
}
