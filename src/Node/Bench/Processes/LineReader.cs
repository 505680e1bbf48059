namespace Tidings.Node.Bench.Processes;

/// <summary>
/// Reads the lines of a <see cref="LineWriter"/>, without an object for each, on a thread of its own: whoever reads from a pipe blocks a thread, and the pool
/// has few for the nodes.
/// </summary>
internal static class LineReader
{
    /// <summary>Ends a line.</summary>
    public const byte End = (byte)'\n';

    private const int BufferBytes = 64 << 10;

    public delegate void LineHandler(byte word, ReadOnlySpan<byte> rest);

    /// <summary>Reads until the other end closes.</summary>
    public static Task RunAsync(Stream stream, LineHandler onLine) =>
        Task.Factory.StartNew(() => Run(stream, onLine), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static void Run(Stream stream, LineHandler onLine)
    {
        var buffer = new byte[BufferBytes];
        var filled = 0;
        while (stream.Read(buffer.AsSpan(filled)) is var read and > 0)
        {
            filled += read;
            var used = Parse(buffer.AsSpan(0, filled), onLine);
            filled -= used;
            buffer.AsSpan(used, filled).CopyTo(buffer);
            if (filled == buffer.Length)
            {
                Array.Resize(ref buffer, 2 * buffer.Length);
            }
        }
    }

    private static int Parse(ReadOnlySpan<byte> bytes, LineHandler onLine)
    {
        var at = 0;
        while (bytes[at..].IndexOf(End) is var length and >= 0)
        {
            if (length > 0)
            {
                onLine(bytes[at], bytes.Slice(at + 1, length - 1));
            }

            at += length + 1;
        }

        return at;
    }
}
