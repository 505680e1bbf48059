using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Limits;

/// <summary>
/// What each offence counts, against a default ban line of 100. Closed, as the list of offences is: what proves a lie counts half a ban, what breaks a
/// limit a quarter, and what may come from another view of the rules a tenth.
/// </summary>
internal static class OffencePoints
{
    public static double Of(Offence offence) => offence switch
    {
        Offence.WrongBytes => 50,
        Offence.FalseClaim => 25,
        Offence.SlotOutOfRange => 50,
        Offence.UnaskedChunk => 25,
        Offence.BadFrame => 50,
        Offence.Flood => 25,
        Offence.Invalid => 10,
        _ => throw new ArgumentOutOfRangeException(nameof(offence)),
    };
}
