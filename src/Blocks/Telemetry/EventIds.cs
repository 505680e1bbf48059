namespace Tidings.Blocks.Telemetry;

/// <summary>Every log event id of this assembly, once; a test checks that no two are equal.</summary>
internal static class EventIds
{
    // 1000-1099: receive.
    public const int FrameRefused = 1000;

    // 1100-1199: dedupe.
    public const int SlotOutOfRange = 1100;
    public const int PagesDiffer = 1101;

    // 1200-1299: prioritize.
    public const int SnapshotFailed = 1200;
    public const int JudgementFailed = 1201;
    public const int AdvertsDisplaced = 1202;

    // 1300-1399: download.
    public const int PeerBlamed = 1300;
    public const int Undecodable = 1301;
    public const int ClaimDisproved = 1302;
    public const int SpoolFailed = 1303;

    // 1400-1499: validate.
    public const int ValidatorFaulted = 1400;

    // 1500-1599: move.
    public const int PoolHookFailed = 1500;
    public const int DeferredGivenUp = 1501;
    public const int ArrivedWithoutRoom = 1502;

    // 1600-1699: publish.
    public const int HeldMarksDiffer = 1600;
    public const int HeldMarksFlooded = 1601;

    // 1700-1799: serve.
    public const int RequestsFlooded = 1700;

    // 1800-1899: bandwidth and send.
    public const int DemandWithoutSignal = 1800;
    public const int SessionGone = 1850;

    // 1900-1999: limits and content.
}
