namespace Tidings.Node.Simulate;

/// <summary>What `tidings simulate` was asked for. Immutable.</summary>
internal sealed record SimulateOptions
{
    /// <summary>Path of a scenario file; null when scenarios are drawn.</summary>
    public string? Scenario { get; init; }

    /// <summary>How many nodes, instead of what the file says or the seed draws.</summary>
    public int? Nodes { get; init; }

    /// <summary>In which way up to all but two of the nodes lie, in a subnet where nothing else goes wrong; null for the usual scenarios.</summary>
    public string? Liars { get; init; }

    /// <summary>The seed of a single run; null for that of the file, or 1.</summary>
    public long? Seed { get; init; }

    /// <summary>The seeds of a campaign; null for a single run.</summary>
    public SeedRange? Seeds { get; init; }

    /// <summary>Whether results are printed as JSON.</summary>
    public bool Json { get; init; }

    /// <summary>Child processes of a campaign.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Whether the whole timeline of a run is printed.</summary>
    public bool Timeline { get; init; }

    /// <summary>Folder for scenario files of what was run; null for none.</summary>
    public string? Out { get; init; }

    /// <summary>Folder for plots; null for none.</summary>
    public string? Plot { get; init; }

    /// <summary>Whether the other protocols play the same scenario.</summary>
    public bool Compare { get; init; }

    /// <summary>Whether this process runs seeds for a parent.</summary>
    public bool IsWorker { get; init; }
}
