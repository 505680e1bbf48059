namespace Tidings.Blocks.Limits;

/// <summary>What a peer's bytes are held for. Values index the ledger's accounts.</summary>
internal enum LedgerPurpose
{
    /// <summary>Frames from the socket to the end of the stage that takes them.</summary>
    Frames,

    /// <summary>Pushed bodies until their artifact is judged.</summary>
    Bodies,

    /// <summary>The tables of what the peer advertises.</summary>
    Adverts,
}
