namespace Tidings.Node.Bench;

/// <summary>What is measured: started nodes that broadcast to each other. Disposing stops them. Thread-safe.</summary>
internal interface IBroadcastSubject : IAsyncDisposable
{
    /// <summary>What tables call it.</summary>
    string Name { get; }

    /// <summary>Publishes an artifact; every delivery of it is told to the sink that the subject was started with.</summary>
    /// <param name="node">The node that makes it, from 0.</param>
    /// <param name="number">Its number, by which deliveries are told. It is part of the payload; the one before it in the same place of the window is finished.</param>
    /// <param name="payload">The encoded artifact; not written to until it is finished.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    ValueTask PublishAsync(int node, long number, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken);

    /// <summary>What the nodes have moved and used since they were started.</summary>
    ValueTask<SubjectCounters> CountersAsync(CancellationToken cancellationToken);

    /// <summary>Why deliveries may be missing, as the end of a sentence; empty when nothing is known.</summary>
    string Condition();

    /// <summary>Hashes a hundredth of what the nodes hold again, at least one artifact of each.</summary>
    /// <returns>What was checked, and what was wrong.</returns>
    ValueTask<Verification> VerifyAsync(CancellationToken cancellationToken);
}
