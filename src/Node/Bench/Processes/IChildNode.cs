namespace Tidings.Node.Bench.Processes;

/// <summary>One node of a subject, alone in its process. Disposing stops it. Thread-safe once it is connected.</summary>
internal interface IChildNode : IAsyncDisposable
{
    /// <summary>What the others need to reach it, without a space; empty when their configurations say it.</summary>
    string Address { get; }

    /// <summary>Connects to the others.</summary>
    /// <param name="addresses">Of all nodes, by number.</param>
    /// <param name="cancellationToken">Ends it by exception.</param>
    /// <returns>What TLS has agreed on, or nothing when it does not know.</returns>
    Task<string> ConnectAsync(IReadOnlyList<string> addresses, CancellationToken cancellationToken);

    /// <summary>Publishes an artifact; see <see cref="IBroadcastSubject.PublishAsync"/>.</summary>
    ValueTask PublishAsync(long number, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);

    /// <summary>How it is.</summary>
    ChildState State();

    /// <summary>Hashes a hundredth of what it holds again.</summary>
    Verification Verify();
}
