namespace Tidings.Blocks.Artifacts;

/// <summary>What the upper layer says of a candidate. A closed set; immutable.</summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>It moves to the validated section and is advertised onward.</summary>
    public static Verdict Accept { get; } = new Accepted();

    /// <summary>Not for us; nobody is blamed. Remembered for a while, so that it is not fetched again at once.</summary>
    public static Verdict Ignore { get; } = new Ignored();

    /// <summary>Wrong, as a function of the bytes alone and for ever: those who advertised it get the offence "invalid".</summary>
    /// <param name="reason">For the operator.</param>
    public static Verdict Reject(string reason) => new Rejected(reason);

    /// <summary>Cannot be judged before another artifact, of any kind, is validated here.</summary>
    /// <param name="id">The artifact to wait for.</param>
    public static Verdict DeferUntil(ArtifactId id) => new Deferred(id, null, []);

    /// <summary>Cannot be judged before this kind has validated an artifact of at least this rank.</summary>
    /// <param name="rank">The rank to wait for.</param>
    public static Verdict DeferUntilRank(long rank) => new Deferred(null, rank, []);

    /// <summary>Cannot be judged before the validated section of one of these kinds changes.</summary>
    /// <param name="kinds">Names of kinds of this node; at least one.</param>
    public static Verdict DeferUntilChange(params IReadOnlyList<string> kinds) => new Deferred(null, null, kinds);

    /// <summary>The validator threw or ran over its deadline: no blame, judged again after a growing delay.</summary>
    /// <param name="exception">What happened.</param>
    public static Verdict Fault(Exception exception) => new Faulted(exception);

    /// <summary>See <see cref="Accept"/>.</summary>
    public sealed record Accepted : Verdict;

    /// <summary>See <see cref="Ignore"/>.</summary>
    public sealed record Ignored : Verdict;

    /// <summary>See <see cref="Reject"/>.</summary>
    /// <param name="Reason">For the operator.</param>
    public sealed record Rejected(string Reason) : Verdict;

    /// <summary>Judged again when the first of what it names has happened, and at most once an interval.</summary>
    /// <param name="Id">An artifact to wait for, or null.</param>
    /// <param name="Rank">A rank to wait for, or null.</param>
    /// <param name="Kinds">Kinds whose change is waited for; may be empty.</param>
    public sealed record Deferred(ArtifactId? Id, long? Rank, IReadOnlyList<string> Kinds) : Verdict;

    /// <summary>Said by the validate stage, never by a validator: too many wait, and this one is fetched again later.</summary>
    internal sealed record GivenUp : Verdict;

    /// <summary>See <see cref="Fault"/>.</summary>
    /// <param name="Exception">What happened.</param>
    public sealed record Faulted(Exception Exception) : Verdict;
}
