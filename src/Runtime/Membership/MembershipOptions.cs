namespace Tidings.Runtime.Membership;

/// <summary>How a change of membership is carried through. Read once, when the node starts.</summary>
public sealed class MembershipOptions
{
    /// <summary>Longest time for which the version before stays valid beside the new one. Default 10 min; 0 to 24 h. Ends earlier when all connected members have the new one. Long enough for an operator to reach every node.</summary>
    public TimeSpan OverlapMax { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Every value out of range, one sentence each; empty when all is well.</summary>
    internal IEnumerable<string> Mistakes()
    {
        if (OverlapMax < TimeSpan.Zero || OverlapMax > TimeSpan.FromHours(24))
        {
            yield return $"{nameof(OverlapMax)} is {OverlapMax}; it must be 0 to 24 h.";
        }
    }
}
