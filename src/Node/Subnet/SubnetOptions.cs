namespace Tidings.Node.Subnet;

/// <summary>What `tidings subnet` was asked to do.</summary>
internal sealed record SubnetOptions
{
    public required int Nodes { get; init; }

    public required string Files { get; init; }

    public required int Publishers { get; init; }

    public required int Lanes { get; init; }

    public required string Topology { get; init; }

    public required bool ProcessPerNode { get; init; }

    public required bool Json { get; init; }

    /// <summary>Longest run; past it the missing files are listed and the exit code says so.</summary>
    public required TimeSpan Deadline { get; init; }
}
