using System.Buffers;
using Tidings.Runtime.Peers.Handshakes;

namespace Tidings.Runtime.Tests.Peers;

public sealed class ScheduledPipeReaderTests
{
    [Test]
    public async Task Every_byte_comes_once_however_little_is_consumed([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        var bytes = new byte[5000];
        random.NextBytes(bytes);
        var reader = new ScheduledPipeReader(new MemoryStream(bytes), 4096);
        var seen = new List<byte>();
        while (true)
        {
            var read = await reader.ReadAsync();
            var taken = read.Buffer.Slice(0, random.Next((int)read.Buffer.Length + 1));
            seen.AddRange(taken.ToArray());
            reader.AdvanceTo(taken.End);
            if (read.IsCompleted)
            {
                break;
            }
        }

        await reader.CompleteAsync();
        Assert.That(seen, Is.EqualTo(bytes));
        Assert.That(async () => await reader.ReadAsync(), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public async Task The_buffer_grows_to_its_bound_while_reads_fill_it_and_shrinks_when_little_comes()
    {
        using var stream = new AskedStream();
        var reader = new ScheduledPipeReader(stream, 4096);
        await ReadAsync(reader, stream, [int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, 2000, 1000, 100, 100, 100]);
        Assert.That(stream.Asked, Is.EqualTo((int[])[1024, 2048, 4096, 4096, 4096, 4096, 2048, 1024, 1024]));
    }

    private static async Task ReadAsync(ScheduledPipeReader reader, AskedStream stream, int[] given)
    {
        foreach (var bytes in given)
        {
            stream.Gives = bytes;
            reader.AdvanceTo((await reader.ReadAsync()).Buffer.End);
        }
    }

    /// <summary>Remembers how much it was asked for, and gives as much of it as it is told.</summary>
    private sealed class AskedStream : MemoryStream
    {
        public List<int> Asked { get; } = [];

        public int Gives { get; set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Asked.Add(buffer.Length);
            return new ValueTask<int>(Math.Min(Gives, buffer.Length));
        }
    }
}
