namespace Tidings.Blocks.Content;

/// <summary>What came of a received chunk. A closed list.</summary>
internal enum ChunkVerdict
{
    /// <summary>Verified and kept.</summary>
    Added,

    /// <summary>It was here before; nothing was kept.</summary>
    Known,

    /// <summary>No such chunk in an artifact of this size.</summary>
    WrongIndex,

    /// <summary>Not as long as this chunk of an artifact of this size is.</summary>
    WrongLength,

    /// <summary>The proof has another length than the chunk's place asks for.</summary>
    WrongProof,

    /// <summary>The bytes do not lead to the id.</summary>
    WrongHash,

    /// <summary>Verified, but the spool's disk refused it: our trouble, nobody's offence.</summary>
    StorageFailed,
}
