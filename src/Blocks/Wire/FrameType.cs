namespace Tidings.Blocks.Wire;

/// <summary>What a frame carries; the first byte of its header. Values are part of the wire format.</summary>
internal enum FrameType : byte
{
    Hello = 1,
    Ready = 2,
    Goodbye = 3,
    Heartbeat = 4,
    Slots = 16,
    Synced = 17,
    Digests = 18,
    Held = 19,
    HeldDigest = 20,
    Mismatch = 21,
    Requests = 32,
    Cancel = 33,
    End = 34,
    Chunk = 48,
}
