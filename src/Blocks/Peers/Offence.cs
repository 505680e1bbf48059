namespace Tidings.Blocks.Peers;

/// <summary>Only what a peer cannot do by accident counts. A closed list; being slow, busy or cut off is not on it.</summary>
public enum Offence
{
    /// <summary>Bytes that do not hash to the id they were sent for.</summary>
    WrongBytes,

    /// <summary>An advert whose size or rank the bytes disprove.</summary>
    FalseClaim,

    /// <summary>A slot outside the table that HELLO announced.</summary>
    SlotOutOfRange,

    /// <summary>A chunk under a request number never given out, or after its END.</summary>
    UnaskedChunk,

    /// <summary>A frame that cannot be decoded or breaks a rule of its type.</summary>
    BadFrame,

    /// <summary>More than the declared limits allow: requests outstanding, updates or frames.</summary>
    Flood,

    /// <summary>Advertised an artifact that the upper layer rejects. Alone it never bans within one membership version.</summary>
    Invalid,
}
