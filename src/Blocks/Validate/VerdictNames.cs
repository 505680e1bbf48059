using System.Diagnostics;
using Tidings.Blocks.Artifacts;

namespace Tidings.Blocks.Validate;

/// <summary>Verdicts as they are called in metrics.</summary>
internal static class VerdictNames
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Accepted => "accepted",
        Verdict.Rejected => "rejected",
        Verdict.Ignored => "ignored",
        Verdict.Deferred => "deferred",
        Verdict.Faulted => "faulted",
        Verdict.GivenUp => "given_up",
        _ => throw new UnreachableException(),
    };
}
