namespace Tidings.Node.Subnet;

/// <summary>Where the run stands.</summary>
internal sealed record RunProgress(IReadOnlyList<NodeSnapshot> Nodes, int Wanted);

/// <summary>A file that a publisher was given: its hash, when it was published, and its id or what went wrong.</summary>
internal sealed record Published(SourceFile File, int Publisher)
{
    public DateTimeOffset At { get; set; }

    public byte[] Hash { get; set; } = [];

    public string? Id { get; set; }

    public string Error { get; set; } = "not published before the deadline";
}

/// <summary>What one node ended with.</summary>
/// <param name="Index">From 0.</param>
/// <param name="Before">Its counters when publishing began.</param>
/// <param name="After">Its counters at the end.</param>
/// <param name="Files">Files it holds.</param>
/// <param name="Bytes">Bytes of verified files.</param>
/// <param name="DeliveredBytes">Of these, bytes that somebody else published.</param>
/// <param name="EncodedBytes">The same files as artifacts, with their names: what had to be received.</param>
/// <param name="Missing">What is missing or wrong, with the reason.</param>
/// <param name="LatenciesMs">From publication to validation here, for what somebody else published.</param>
internal sealed record NodeResult(
    int Index,
    NodeSnapshot Before,
    NodeSnapshot After,
    int Files,
    long Bytes,
    long DeliveredBytes,
    long EncodedBytes,
    IReadOnlyList<string> Missing,
    IReadOnlyList<double> LatenciesMs)
{
    public long ReceivedBytes => After.ReceivedBytes - Before.ReceivedBytes;

    public long DuplicateBytes => After.DuplicateBytes - Before.DuplicateBytes;

    public long FromOthers => After.FromOthers - Before.FromOthers;

    public long SocketBytesSent => After.SocketBytesSent - Before.SocketBytesSent;

    /// <summary>Bytes received over bytes that had to be: 1 when nothing came twice.</summary>
    public double CopiesPerDelivery => EncodedBytes == 0 ? 0 : (double)ReceivedBytes / EncodedBytes;
}

/// <summary>What the run ended with.</summary>
internal sealed record RunResult(
    SubnetOptions Options,
    FileInventory Inventory,
    IReadOnlyList<NodeResult> Nodes,
    IReadOnlyList<Published> Published,
    TimeSpan Elapsed,
    long? LoopbackBytes)
{
    /// <summary>Files that could not be read or published, with the reason.</summary>
    public IReadOnlyList<string> Unpublished =>
        [.. Inventory.Unreadable, .. Published.Where(p => p.Id is null).Select(p => $"{p.File.Name}: {p.Error}")];

    public bool IsVerified => Nodes.All(node => node.Missing.Count == 0);

    public bool IsComplete => IsVerified && Unpublished.Count == 0;

    public IReadOnlyList<Published> Broadcast => [.. Published.Where(p => p.Id is not null)];

    public long PayloadBytes => Broadcast.Sum(p => p.File.Size);

    public int Deliveries => Nodes.Sum(node => node.LatenciesMs.Count);

    public long DeliveredBytes => Nodes.Sum(node => node.DeliveredBytes);

    public long BytesOnWire => Nodes.Sum(node => node.SocketBytesSent);

    public double MegabytesPerSecond => DeliveredBytes / 1e6 / Elapsed.TotalSeconds;

    /// <summary>The latency that this share of the deliveries stayed below, in milliseconds.</summary>
    public double LatencyMs(double share)
    {
        var sorted = Nodes.SelectMany(node => node.LatenciesMs).Order().ToList();
        return sorted.Count == 0 ? 0 : sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
    }
}
