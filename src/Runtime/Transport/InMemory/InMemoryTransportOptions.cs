namespace Tidings.Runtime.Transport.InMemory;

/// <summary>Bounds of an <see cref="InMemoryHub"/>. Read when it is made.</summary>
public sealed class InMemoryTransportOptions
{
    /// <summary>Bytes that a stream holds per direction before its writer waits. Default 256 KiB, as a socket's buffer; 1 to 16 MiB. Memory is taken as it is used.</summary>
    public int BytesPerDirection { get; set; } = 256 * 1024;

    /// <summary>Streams that a listener keeps while nobody accepts; more are refused. Default 128; 1 to 65535.</summary>
    public int ListenBacklog { get; set; } = 128;

    /// <summary>Every value out of range, one sentence each; empty when all is well.</summary>
    internal IEnumerable<string> Mistakes()
    {
        if (BytesPerDirection is < 1 or > 16 * 1024 * 1024)
        {
            yield return $"{nameof(BytesPerDirection)} is {BytesPerDirection}; it must be 1 to 16777216.";
        }

        if (ListenBacklog is < 1 or > 65535)
        {
            yield return $"{nameof(ListenBacklog)} is {ListenBacklog}; it must be 1 to 65535.";
        }
    }
}
