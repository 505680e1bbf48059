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

    // 3200-3299: peers.
    public const int LaneFailed = 3200;
    public const int LaneAbandoned = 3201;
    public const int FrameRefused = 3202;
    public const int SessionBegan = 3210;
    public const int SessionEnded = 3211;
    public const int KeyUsedTwice = 3212;
    public const int PeerBanned = 3213;
    public const int HandshakeRefusedByUs = 3220;
    public const int HandshakeRefusedByPeer = 3221;
    public const int DialFailed = 3222;
    public const int SocketRefused = 3223;
    public const int MembershipAdopted = 3230;
    public const int MembershipRefused = 3231;
    public const int MembershipDiffers = 3232;
    public const int PeerLoopFailed = 3240;

    // 3300-3399: hosting.
    public const int NodeStarted = 3300;
    public const int NodeStopped = 3301;
    public const int NodeAbandoned = 3302;
    public const int NodeStuck = 3303;

    // 3400-3499: stores.
}
