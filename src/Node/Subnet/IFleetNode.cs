namespace Tidings.Node.Subnet;

/// <summary>One node of the subnet, in this process or in its own.</summary>
internal interface IFleetNode
{
    /// <summary>Publishes a file.</summary>
    /// <returns>The artifact's id, in hexadecimal.</returns>
    Task<string> PublishAsync(SourceFile file, CancellationToken cancellationToken);

    /// <summary>What the node holds and has moved by now.</summary>
    Task<NodeSnapshot> SnapshotAsync(CancellationToken cancellationToken);

    /// <summary>The files of its pool.</summary>
    Task<IReadOnlyList<PoolFile>> FilesAsync(CancellationToken cancellationToken);

    /// <summary>The SHA-256 of a file's bytes as the node holds them, or null when it does not.</summary>
    Task<byte[]?> HashAsync(string id, CancellationToken cancellationToken);
}

/// <summary>A file in a node's pool.</summary>
/// <param name="Id">The artifact's id, in hexadecimal.</param>
/// <param name="Name">Relative path.</param>
/// <param name="Size">Bytes of the file.</param>
/// <param name="ValidatedAt">When the node validated it.</param>
internal sealed record PoolFile(string Id, string Name, long Size, DateTimeOffset? ValidatedAt);

/// <summary>What a node holds and has moved so far.</summary>
/// <param name="Node">Its id, in hexadecimal.</param>
/// <param name="Files">Files in the validated section.</param>
/// <param name="Sessions">Peers connected now.</param>
/// <param name="Neighbours">Peers that its topology gives it.</param>
/// <param name="QueueDepth">Items waiting in all edges of the graph.</param>
/// <param name="ReceivedBytes">Chunk bytes and pushed bodies received.</param>
/// <param name="DuplicateBytes">Of these, bytes that were here already.</param>
/// <param name="FromOthers">Artifacts obtained from somebody other than their maker.</param>
/// <param name="SocketBytesSent">Bytes written to sockets, TLS included.</param>
/// <param name="CpuSeconds">Processor time of the node's process.</param>
/// <param name="PeakRssBytes">Largest resident memory of the node's process.</param>
internal sealed record NodeSnapshot(
    string Node,
    int Files,
    int Sessions,
    int Neighbours,
    long QueueDepth,
    long ReceivedBytes,
    long DuplicateBytes,
    long FromOthers,
    long SocketBytesSent,
    double CpuSeconds,
    long PeakRssBytes);
