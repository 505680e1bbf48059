namespace Tidings.Runtime.Transport;

/// <summary>Reading a known number of bytes without leaving the scheduler, which <see cref="Stream.ReadExactlyAsync(Memory{byte}, CancellationToken)"/> does inside.</summary>
internal static class StreamReading
{
    /// <summary>Fills the buffer.</summary>
    /// <exception cref="EndOfStreamException">The stream ended before.</exception>
    public static async ValueTask ReadFullAsync(this Stream stream, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (!buffer.IsEmpty)
        {
            var read = await stream.ReadAsync(buffer, cancellationToken);
            if (read == 0)
            {
                throw new EndOfStreamException("The stream ended in the middle.");
            }

            buffer = buffer[read..];
        }
    }
}
