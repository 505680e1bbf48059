namespace Tidings.Blocks.Wire;

/// <summary>Why a frame was refused. A closed list; part of logs and metrics.</summary>
internal enum WireError
{
    None,
    UnknownType,
    TooLong,
    BeforeReady,
    Truncated,
    Malformed,
    UnknownKind,
    TooManyItems,
    BadHash,
    BadNumber,
    BadText,
}
