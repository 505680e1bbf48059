namespace Tidings.Runtime.Membership;

/// <summary>How names of members are resolved. Read once, when the node starts.</summary>
public sealed class DnsMembershipOptions
{
    /// <summary>How often all names are resolved again. Default 30 s; 1 s to 24 h. How long a member that moved is looked for at its old place.</summary>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Longest wait for one answer. Default 5 s; 100 ms to 60 s. A name server that does not answer holds up only the refresh of that round.</summary>
    public TimeSpan ResolveTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Every value out of range, one sentence each; empty when all is well.</summary>
    internal IEnumerable<string> Mistakes()
    {
        if (RefreshInterval < TimeSpan.FromSeconds(1) || RefreshInterval > TimeSpan.FromHours(24))
        {
            yield return $"{nameof(RefreshInterval)} is {RefreshInterval}; it must be 1 s to 24 h.";
        }

        if (ResolveTimeout < TimeSpan.FromMilliseconds(100) || ResolveTimeout > TimeSpan.FromSeconds(60))
        {
            yield return $"{nameof(ResolveTimeout)} is {ResolveTimeout}; it must be 100 ms to 60 s.";
        }
    }
}
