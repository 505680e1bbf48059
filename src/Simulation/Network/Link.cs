using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Network;

/// <summary>One direction between two machines: when what is sent now arrives, whether anything passes, and what is under way.</summary>
internal sealed class Link(World world, int from, int to, LinkOptions options)
{
    private readonly RandomStream _random = new(world.Seed, $"link {from} {to}");
    private readonly List<Pipe> _pipes = [];
    private TimeSpan _freeAt;

    public int From => from;

    public int To => to;

    public LinkOptions Options { get; set; } = options;

    /// <summary>Nothing passes: a partition, a clog. What is sent stays under way; streams live on until somebody gives up.</summary>
    public bool IsBlocked { get; private set; }

    /// <summary>Bytes that were sent into it.</summary>
    public long BytesSent { get; private set; }

    public RandomStream Random => _random;

    /// <summary>The streams that live.</summary>
    public IReadOnlyList<Pipe> Pipes => _pipes;

    public void Block() => IsBlocked = true;

    /// <summary>What was sent meanwhile comes with the next retransmission.</summary>
    public void Unblock()
    {
        if (!IsBlocked)
        {
            return;
        }

        IsBlocked = false;
        foreach (var pipe in _pipes.ToArray())
        {
            pipe.Unblocked();
        }
    }

    /// <summary>When a segment that is sent now arrives.</summary>
    public TimeSpan ArrivalOf(int bytes)
    {
        BytesSent += bytes;
        var sent = world.Clock.Now;
        if (Options.BytesPerSecondMax is { } rate)
        {
            sent = _freeAt = (sent > _freeAt ? sent : _freeAt) + TimeSpan.FromSeconds((double)bytes / rate);
        }

        return sent + Latency() + Stall();
    }

    public TimeSpan Latency()
    {
        var latency = Options.LatencyMin == Options.LatencyMax ? Options.LatencyMin : _random.Between(Options.LatencyMin, Options.LatencyMax);
        return Options.JitterMean > TimeSpan.Zero ? latency + _random.Exponential(Options.JitterMean) : latency;
    }

    public void Add(Pipe pipe) => _pipes.Add(pipe);

    public void Remove(Pipe pipe) => _pipes.Remove(pipe);

    private TimeSpan Stall()
    {
        var stall = TimeSpan.Zero;
        for (var again = Options.RetransmitAfter; Options.LossRate > 0 && _random.Chance(Options.LossRate); again *= 2)
        {
            stall += again;
        }

        return stall;
    }
}
