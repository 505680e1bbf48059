using Tidings.Node.Bench.Mesh;

namespace Tidings.Node.Bench.Measure;

/// <summary>How fast TLS alone is here: bytes copied one way through as many connections as there are cores, 64 KiB at a time, by nothing but SslStream.</summary>
internal static class ByteCopy
{
    private const int PieceBytes = 64 << 10;

    /// <returns>Megabytes per second, of all connections together.</returns>
    public static async Task<double> RunAsync(TimeSpan duration, TimeProvider time, CancellationToken cancellationToken)
    {
        using var one = new PinnedCertificate();
        using var other = new PinnedCertificate();
        var pairs = new List<TlsPair>();
        try
        {
            for (var i = 0; i < Environment.ProcessorCount; i++)
            {
                pairs.Add(await TlsPair.ConnectAsync(one, other, cancellationToken));
            }

            var start = time.GetTimestamp();
            var copied = await Task.WhenAll(pairs.SelectMany(pair => (Task<long>[])[WriteAsync(pair, start, duration, time), ReadAsync(pair)]));
            return copied.Sum() / 1e6 / time.GetElapsedTime(start).TotalSeconds;
        }
        finally
        {
            foreach (var pair in pairs)
            {
                await pair.DisposeAsync();
            }
        }
    }

    // Counts nothing: what was read is what was copied.
    private static async Task<long> WriteAsync(TlsPair pair, long start, TimeSpan duration, TimeProvider time)
    {
        await Task.Yield();
        var piece = new byte[PieceBytes];
        while (time.GetElapsedTime(start) < duration)
        {
            await pair.Dialled.WriteAsync(piece);
        }

        await pair.Dialled.ShutdownAsync();
        return 0;
    }

    private static async Task<long> ReadAsync(TlsPair pair)
    {
        await Task.Yield();
        var buffer = new byte[2 * PieceBytes];
        long copied = 0;
        while (await pair.Accepted.ReadAsync(buffer) is var read and > 0)
        {
            copied += read;
        }

        return copied;
    }
}
