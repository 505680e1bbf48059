namespace Tidings.Blocks.Wire;

/// <summary>
/// The numbers that every peer keeps to; the table in docs/wire lists them. Counts per frame bound what a decoded control frame takes in
/// memory to 384 KiB, whatever its bytes say.
/// </summary>
internal static class WireLimits
{
    public const uint ProtocolVersion = 1;

    public const int HelloBytesMax = 16 << 10;
    public const int ControlBytesMax = 64 << 10;

    /// <summary>What a chunk frame may hold beside its data: kind, numbers and a proof of 32 hashes.</summary>
    public const int ChunkOverheadMax = 2 << 10;

    public const int KindNameBytesMax = 64;
    public const int SubnetBytesMax = 128;
    public const int ReasonBytesMax = 256;

    public const int KindsMax = 64;
    public const int KeptPagesMax = 256;
    public const int LanesMax = 16;

    public const int SlotsMax = 1 << 20;
    public const int SlotsPerPage = 256;
    public const int PagesMax = SlotsMax / SlotsPerPage;

    public const int ChunkSizeMin = 1 << 10;
    public const int ChunkSizeMax = 4 << 20;
    public const long ArtifactBytesMax = 1L << 40;
    public const int PushBytesMax = 16 << 10;
    public const int ProofHashesMax = 32;

    public const int UpdatesPerFrame = 512;
    public const int ShortsPerFrame = 4096;
    public const int UnresolvedPerFrame = 4096;
    public const int RequestsPerFrame = 1024;
    public const int CancelsPerFrame = 4096;
    public const int EndsPerFrame = 2048;
    public const int RangesPerFrame = 2048;
    public const int ShortMarksPerFrame = 4096;
}
