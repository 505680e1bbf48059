namespace Tidings.Blocks.Wire;

/// <summary>Why a node closes, as GOODBYE says it. Values are part of the wire format; an unknown one is shown by its number.</summary>
internal enum GoodbyeCode : uint
{
    Stopping = 1,
    ProtocolVersion = 2,
    Subnet = 3,
    NotAMember = 4,
    LimitsDiffer = 5,
    SecondSession = 6,
    Replaced = 7,
    NoSession = 8,
    KeyUsedTwice = 9,
    BadFrame = 10,
    Banned = 11,
    Silent = 12,
    Busy = 13,
}
