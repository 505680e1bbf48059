namespace Tidings.Node.Bench;

/// <summary>What `tidings bench` was asked to do. Immutable.</summary>
internal sealed record BenchOptions
{
    /// <summary>What the command is called.</summary>
    public required string Name { get; init; }

    public required int Nodes { get; init; }

    public required int Publishers { get; init; }

    public required IReadOnlyList<RowSpec> Rows { get; init; }

    public required int Lanes { get; init; }

    /// <summary>How often the order A B B A is gone through.</summary>
    public required int Rounds { get; init; }

    /// <summary>How long each phase publishes.</summary>
    public required TimeSpan Phase { get; init; }

    /// <summary>How long each subject runs before the first phase.</summary>
    public required TimeSpan Warmup { get; init; }

    /// <summary>How long what was published may take to be finished once a phase has ended.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Measures one subject alone, for a profiler; null measures both.</summary>
    public required string? Only { get; init; }

    /// <summary>Whether each node has a process of its own.</summary>
    public bool ProcessPerNode { get; init; }

    public required bool Json { get; init; }

    /// <summary>The folder that plots are written to, or null for none.</summary>
    public string? Plots { get; init; }
}
