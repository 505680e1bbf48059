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
        var reader = new ScheduledPipeReader(new MemoryStream(bytes), 64);
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
}
