namespace Tidings.Blocks.Download;

/// <summary>What is to be done with a chunk that came. A closed list; part of metrics.</summary>
internal enum ChunkFate
{
    /// <summary>It is missing: verify it, then say what came of it.</summary>
    Verify,

    /// <summary>It came before from somebody else: free it, counted as received twice.</summary>
    Duplicate,

    /// <summary>Nobody waits for it any more: free it.</summary>
    Late,

    /// <summary>It is not what was asked: free it; the peer is blamed.</summary>
    Wrong,

    /// <summary>It was never asked, or its request has ended: free it; the peer is blamed.</summary>
    Unasked,
}

/// <summary>A chunk's fate, with the request that it answers.</summary>
internal readonly record struct ReceivedChunk(ChunkFate Fate, ChunkRequestState? Request);
