using System.Buffers;
using System.Buffers.Binary;
using System.Threading.Channels;
using Tidings.Runtime.Transport;

namespace Tidings.Simulation.Baselines;

/// <summary>The stream between two nodes of the models: what waits to be sent, and a loop for each direction.</summary>
internal sealed class NeighbourLink(IDuplexConnection connection)
{
    /// <summary>RPCs that wait for a neighbour; what comes beyond is lost, as in the implementations.</summary>
    private const int WaitingMax = 4096;

    private readonly Channel<ReadOnlyMemory<byte>> _waiting = Channel.CreateBounded<ReadOnlyMemory<byte>>(WaitingMax);

    /// <summary>False when too much waits.</summary>
    public bool TrySend(ReadOnlyMemory<byte> frames) => _waiting.Writer.TryWrite(frames);

    public async Task WriteAsync()
    {
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (_waiting.Reader.TryRead(out var frames))
            {
                await connection.Stream.WriteAsync(frames);
            }
        }
    }

    public async Task ReadAsync(Action<Rpc> received)
    {
        var assembler = new RpcAssembler();
        var frame = new byte[ushort.MaxValue];
        while (true)
        {
            await connection.Stream.ReadFullAsync(frame.AsMemory(0, Multiplexer.NoiseLengthBytes), CancellationToken.None);
            var size = BinaryPrimitives.ReadUInt16BigEndian(frame);
            await connection.Stream.ReadFullAsync(frame.AsMemory(0, size), CancellationToken.None);
            if (frame[1] == Multiplexer.WindowUpdate)
            {
                continue;
            }

            var content = frame.AsMemory(Multiplexer.HeaderBytes, size - Multiplexer.HeaderBytes - Multiplexer.NoiseTagBytes);
            if (assembler.TryComplete(content.Span, out var rpc))
            {
                received(RpcReader.Read(rpc));
                assembler.Release();
            }

            var update = new ArrayBufferWriter<byte>(Multiplexer.Overhead);
            Multiplexer.WriteWindowUpdate(content.Length, update);
            TrySend(update.WrittenMemory);
        }
    }
}
