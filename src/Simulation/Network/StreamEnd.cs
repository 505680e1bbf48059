using Tidings.Runtime.Transport;
using Tidings.Simulation.Faults;
using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Network;

/// <summary>One end of a simulated stream, as its process holds it.</summary>
internal sealed class StreamEnd(SimulatedHost host, Machine machine, NodeAddress remote) : AsyncOnlyStream, IDuplexConnection
{
    public Stream Stream => this;

    public NodeAddress RemoteAddress => remote;

    public Machine Machine => machine;

    /// <summary>Nobody is here any more: what still comes is answered with a reset.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>It was reset, from there or from here: reads and writes fail.</summary>
    public bool IsReset { get; private set; }

    /// <summary>Its process can know of it: the dialler's does at once, the listener's when the opening has arrived.</summary>
    public bool IsOpen { get; set; }

    private Pipe Input { get; set; } = null!;

    private Pipe Output { get; set; } = null!;

    /// <summary>Ties two ends together.</summary>
    public static void Join(StreamEnd one, StreamEnd other, Pipe toOther, Pipe toOne)
    {
        (one.Input, one.Output) = (toOne, toOther);
        (other.Input, other.Output) = (toOther, toOne);
        one.Machine.Add(one);
        other.Machine.Add(other);
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        machine.Sockets.ReadBytesPerSecondMax is null ? Input.ReadAsync(buffer[..machine.ReadSize(buffer.Length)], cancellationToken) : ReadSlowlyAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        machine.Sockets.WriteBytesPerSecondMax is null ? Output.WriteAsync(buffer, cancellationToken) : WriteSlowlyAsync(buffer, cancellationToken);

    /// <summary>Bytes that the process did not send, between two of its writes.</summary>
    public void WriteRaw(ReadOnlySpan<byte> bytes)
    {
        if (!IsClosed && !IsReset)
        {
            Output.Send(bytes);
        }
    }

    /// <summary>Whether it is an end of a stream with that machine.</summary>
    public bool LeadsTo(int node) => Output.Link.To == node;

    public void Abort()
    {
        if (!IsClosed)
        {
            Reset();
            Leave();
        }
    }

    /// <summary>Its process is gone.</summary>
    public void Lose(bool isSilent)
    {
        if (!isSilent)
        {
            Reset();
        }

        Leave(isProcessGone: true);
    }

    /// <summary>A reset came.</summary>
    public void OnReset()
    {
        IsReset = true;
        Input.Discard();
        WakeAll();
        if (!IsOpen)
        {
            // The reset was faster than the opening, which is not sent again: there is no process that would close this end.
            Leave();
        }
    }

    public void ThrowIfBroken()
    {
        if (IsReset || IsClosed)
        {
            throw new IOException(IsReset ? "The stream was reset." : "The stream is closed.");
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !IsClosed)
        {
            // As a socket that is closed with bytes that nobody read.
            if (Input.HasUnread || IsReset)
            {
                Reset();
            }
            else
            {
                Output.SendEnd();
            }

            Leave();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<int> ReadSlowlyAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (machine.Sockets.ReadBytesPerSecondMax is { } limit && machine.Reading.Wait(limit, machine.Now) is var wait && wait > TimeSpan.Zero)
        {
            ThrowIfBroken();
            machine.Faults.Tally(FaultKind.SlowReader);
            await Waiting.DelayAsync(host.Clock, wait, cancellationToken);
        }

        Input.TakeCost();
        var read = await Input.ReadAsync(buffer[..machine.ReadSize(buffer.Length)], cancellationToken);
        if (machine.Sockets.ReadBytesPerSecondMax is { } rate)
        {
            machine.Reading.Spend(rate, Input.TakeCost(), machine.Now);
        }

        return read;
    }

    private async ValueTask WriteSlowlyAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        while (machine.Sockets.WriteBytesPerSecondMax is { } rate && !buffer.IsEmpty)
        {
            var portion = machine.Tls ? buffer.Length : Math.Min(buffer.Length, Pace.Portion(rate));
            await Output.WriteAsync(buffer[..portion], cancellationToken);
            buffer = buffer[portion..];
            machine.Writing.Spend(rate, Output.LastCost(portion), machine.Now);
            machine.Faults.Tally(FaultKind.SlowDrip);
            while (machine.Sockets.WriteBytesPerSecondMax is { } limit && machine.Writing.Wait(limit, machine.Now) is var wait && wait > TimeSpan.Zero)
            {
                await Waiting.DelayAsync(host.Clock, wait, cancellationToken);
            }
        }

        await Output.WriteAsync(buffer, cancellationToken);
    }

    private void Reset()
    {
        if (!IsReset)
        {
            Output.SendReset();
        }
    }

    private void Leave(bool isProcessGone = false)
    {
        IsClosed = true;
        Input.Discard();
        machine.Remove(this);
        if (Input.Writer.IsClosed)
        {
            Input.Remove();
            Output.Remove();
        }

        if (!isProcessGone)
        {
            WakeAll();
        }
    }

    private void WakeAll()
    {
        Input.WakeReader();
        Output.WakeWriter();
    }
}
