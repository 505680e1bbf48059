namespace Tidings.Blocks.Artifacts;

/// <summary>The upper layer's judgement. Called several at a time, once per artifact and node unless it defers or faults; must not write the pool.</summary>
/// <typeparam name="T">The artifact.</typeparam>
public interface IValidator<T>
    where T : IArtifact<T>
{
    /// <summary>Judges a candidate. An exception, or running past the deadline, becomes <see cref="Verdict.Faulted"/>: nobody is blamed and it is tried again later.</summary>
    /// <param name="candidate">Decoded bytes whose id is verified.</param>
    /// <param name="cancellationToken">Cancelled at the deadline and when the node stops.</param>
    ValueTask<Verdict> ValidateAsync(Candidate<T> candidate, CancellationToken cancellationToken);
}
