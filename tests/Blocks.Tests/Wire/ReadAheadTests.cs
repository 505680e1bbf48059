using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Tests.Wire;

public sealed class ReadAheadTests
{
    [Test]
    public async Task Every_byte_comes_once_however_much_is_wanted_at_a_time([Range(1, 20)] int seed)
    {
        var random = new Random(seed);
        var bytes = new byte[50_000];
        random.NextBytes(bytes);
        var reader = new ReadAhead(new MemoryStream(bytes), 4096);
        var seen = new List<byte>();
        while (true)
        {
            var wanted = new byte[1 + random.Next(random.Next(2) == 0 ? 100 : 9000)];
            var filled = await reader.FillAsync(wanted, default);
            seen.AddRange(wanted[..filled]);
            if (filled < wanted.Length)
            {
                break;
            }
        }

        Assert.That(reader.BytesTaken, Is.EqualTo(bytes.Length));
        reader.Dispose();
        Assert.That(seen, Is.EqualTo(bytes));
        Assert.That(async () => await reader.FillAsync(new byte[1], default), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public async Task The_buffer_grows_to_its_bound_while_reads_fill_it_and_shrinks_when_little_comes()
    {
        using var stream = new AskedStream();
        var reader = new ReadAhead(stream, 4096);
        await ReadAsync(reader, stream, [int.MaxValue, int.MaxValue, int.MaxValue, int.MaxValue, 2000, 1000, 100, 100, 100]);
        Assert.That(stream.Asked, Is.EqualTo((int[])[1024, 2048, 4096, 4096, 4096, 4096, 2048, 1024, 1024]));
    }

    [Test]
    public async Task What_is_longer_than_the_buffer_is_read_to_where_it_belongs()
    {
        using var stream = new AskedStream { Gives = 3000 };
        var reader = new ReadAhead(stream, 4096);
        await reader.FillAsync(new byte[10_000], default);
        Assert.That(stream.Asked, Is.EqualTo((int[])[10_000, 7000, 4000, 1024]), "the last 1000 are fewer than the buffer takes");
    }

    private static async Task ReadAsync(ReadAhead reader, AskedStream stream, int[] given)
    {
        foreach (var bytes in given)
        {
            stream.Gives = bytes;
            await reader.FillAsync(new byte[1], default);
            await reader.FillAsync(new byte[reader.Count], default);
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
