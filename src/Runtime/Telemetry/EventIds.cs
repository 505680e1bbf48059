namespace Tidings.Runtime.Telemetry;

/// <summary>Every log event id of this assembly, once; a test checks that no two are equal.</summary>
internal static class EventIds
{
    // 3000-3099: transport and security.
    public const int AcceptDelayed = 3000;

    // 3100-3199: membership.
    public const int MembershipFileRefused = 3100;
    public const int MembershipFileReadAgain = 3101;
    public const int MembershipFilePolledOnly = 3102;
    public const int NameNotResolved = 3110;
    public const int NameResolvedAgain = 3111;

    // 3200-3299: peers. 3300-3399: hosting. 3400-3499: stores.
}
