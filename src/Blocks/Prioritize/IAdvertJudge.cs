using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Prioritize;

/// <summary>The upper layer's policy, seen from the buffer: never throws.</summary>
internal interface IAdvertJudge
{
    /// <summary>Takes a new snapshot of the pool.</summary>
    SnapshotOutcome Refresh(long poolVersion);

    /// <summary>The class of an advert under the last good snapshot; Stash if there is none, or when the policy throws.</summary>
    FetchPriority Judge(Advert advert);
}

/// <summary>What came of taking a snapshot.</summary>
internal enum SnapshotOutcome
{
    /// <summary>The policy threw: the last good snapshot stays.</summary>
    Failed,

    /// <summary>Since the last one the pool only grew: what was dropped stays dropped.</summary>
    Grown,

    /// <summary>The pool may have lost something: everything is judged again.</summary>
    MayHaveShrunk,
}
