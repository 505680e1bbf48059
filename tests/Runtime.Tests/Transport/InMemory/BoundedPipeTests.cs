using Tidings.Contract;
using Tidings.Runtime.Transport.InMemory;

namespace Tidings.Runtime.Tests.Transport.InMemory;

public class BoundedPipeTests
{
    [Test]
    public void Any_cutting_of_writes_and_reads_delivers_the_same_bytes([Range(1, 30)] int seed)
    {
        var random = new Random(seed);
        var world = new VirtualWorld(seed);
        var pipe = new BoundedPipe(random.Next(1, 9000));
        var sent = new byte[random.Next(1, 40_000)];
        random.NextBytes(sent);
        var got = new List<byte>();
        world.Run(() => Task.WhenAll(WriteAsync(), ReadAsync()));
        Assert.That(got, Is.EqualTo(sent), $"seed {seed}");
        Assert.That(world.Escapes, Is.Zero);

        async Task WriteAsync()
        {
            for (var at = 0; at < sent.Length;)
            {
                var length = Math.Min(random.Next(1, 6000), sent.Length - at);
                await pipe.WriteAsync(sent.AsMemory(at, length), CancellationToken.None);
                at += length;
            }

            pipe.End();
        }

        async Task ReadAsync()
        {
            var buffer = new byte[6000];
            int read;
            while ((read = await pipe.ReadAsync(buffer.AsMemory(0, random.Next(1, 6000)), CancellationToken.None)) > 0)
            {
                got.AddRange(buffer.AsSpan(0, read));
            }
        }
    }

    [Test]
    public async Task An_empty_read_waits_for_data_and_takes_none()
    {
        var pipe = new BoundedPipe(10);
        var empty = pipe.ReadAsync(Memory<byte>.Empty, CancellationToken.None).AsTask();
        Assert.That(empty.IsCompleted, Is.False);
        await pipe.WriteAsync(new byte[] { 5 }, CancellationToken.None);
        Assert.That(await empty, Is.Zero);
        Assert.That(await pipe.ReadAsync(new byte[3], CancellationToken.None), Is.EqualTo(1));
    }

    [Test]
    public async Task A_cancelled_wait_leaves_the_pipe_usable()
    {
        var pipe = new BoundedPipe(2);
        using var stop = new CancellationTokenSource();
        var read = pipe.ReadAsync(new byte[1], stop.Token).AsTask();
        await stop.CancelAsync();
        Assert.That(async () => await read, Throws.InstanceOf<OperationCanceledException>());
        await pipe.WriteAsync(new byte[] { 1, 2 }, CancellationToken.None);
        Assert.That(await pipe.ReadAsync(new byte[2], CancellationToken.None), Is.EqualTo(2));
    }

    [Test]
    public void Two_readers_at_a_time_are_misuse()
    {
        var pipe = new BoundedPipe(2);
        _ = pipe.ReadAsync(new byte[1], CancellationToken.None).AsTask();
        Assert.That(async () => await pipe.ReadAsync(new byte[1], CancellationToken.None), Throws.InvalidOperationException);
    }

    [Test]
    public async Task After_a_break_both_sides_fail_and_after_an_end_only_the_writer()
    {
        var ended = new BoundedPipe(2);
        await ended.WriteAsync(new byte[] { 1 }, CancellationToken.None);
        ended.End();
        Assert.That(async () => await ended.WriteAsync(new byte[] { 1 }, CancellationToken.None), Throws.InstanceOf<IOException>());
        Assert.That(await ended.ReadAsync(new byte[2], CancellationToken.None), Is.EqualTo(1));

        var broken = new BoundedPipe(2);
        await broken.WriteAsync(new byte[] { 1, 2 }, CancellationToken.None);
        var waiting = broken.WriteAsync(new byte[] { 3 }, CancellationToken.None).AsTask();
        broken.Break();
        Assert.That(async () => await waiting, Throws.InstanceOf<IOException>());
        Assert.That(async () => await broken.ReadAsync(new byte[2], CancellationToken.None), Throws.InstanceOf<IOException>());
    }
}
