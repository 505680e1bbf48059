using Tidings.Simulation.Faults;
using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Network;

/// <summary>One direction between two machines: when what is sent now arrives, and whether anything passes. Used by the thread that runs the network.</summary>
public sealed class SimulatedLink
{
    private readonly World _world;
    private readonly FaultCounter _faults;
    private readonly RandomStream _latency, _jitter, _loss;
    private readonly List<Pipe> _pipes = [];
    private readonly List<Blockade> _blockades = [];
    private TimeSpan _freeAt;

    internal SimulatedLink(World world, FaultCounter faults, int from, int to, LinkOptions options)
    {
        _world = world;
        _faults = faults;
        (From, To, Options) = (from, to, options);
        _latency = Stream("latency");
        _jitter = Stream("jitter");
        _loss = Stream("loss");
    }

    /// <summary>Number of the node that sends.</summary>
    public int From { get; }

    /// <summary>Number of the node that receives.</summary>
    public int To { get; }

    /// <summary>How it behaves; what is under way keeps the time of arrival that it had.</summary>
    public LinkOptions Options
    {
        get;
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            field = value;
        }
    }

    /// <summary>Nothing passes: a partition, a clog. What is sent stays under way; streams live on until somebody gives up.</summary>
    public bool IsBlocked => _blockades.Count > 0;

    /// <summary>Bytes that were sent into it.</summary>
    public long BytesSent { get; private set; }

    /// <summary>Writes that were sent into it; a node gathers frames into one.</summary>
    public long Writes { get; private set; }

    /// <summary>The streams that live.</summary>
    internal IReadOnlyList<Pipe> Pipes => _pipes;

    /// <summary>Lets nothing pass, until the result is disposed or the network healed. A clog of one link; several blocks of one link all have to go.</summary>
    public IDisposable Block() => Block(FaultKind.Clog);

    internal Blockade Block(FaultKind why)
    {
        var blockade = new Blockade(this, why);
        _blockades.Add(blockade);
        return blockade;
    }

    /// <summary>What was sent meanwhile comes with the next retransmission.</summary>
    internal void Lift(Blockade blockade)
    {
        if (_blockades.Remove(blockade) && !IsBlocked)
        {
            foreach (var pipe in _pipes.ToArray())
            {
                pipe.Unblocked();
            }
        }
    }

    /// <summary>Removes every block.</summary>
    internal void Open()
    {
        foreach (var blockade in _blockades.ToArray())
        {
            Lift(blockade);
        }
    }

    /// <summary>Something could not pass: each block counts once, when it first matters.</summary>
    internal void Bite()
    {
        foreach (var blockade in _blockades)
        {
            blockade.Bite(_faults);
        }
    }

    /// <summary>When a segment that is sent now arrives.</summary>
    internal TimeSpan ArrivalOf(int bytes)
    {
        BytesSent += bytes;
        Writes++;
        var sent = _world.Clock.Now;
        if (Options.BytesPerSecondMax is { } rate)
        {
            sent = _freeAt = (sent > _freeAt ? sent : _freeAt) + TimeSpan.FromSeconds((double)bytes / rate);
        }

        return sent + Latency() + Stall();
    }

    internal TimeSpan Latency()
    {
        var latency = Options.LatencyMin == Options.LatencyMax ? Options.LatencyMin : _latency.Between(Options.LatencyMin, Options.LatencyMax);
        return Options.JitterMean > TimeSpan.Zero ? latency + _jitter.Exponential(Options.JitterMean) : latency;
    }

    internal void Add(Pipe pipe) => _pipes.Add(pipe);

    internal void Remove(Pipe pipe) => _pipes.Remove(pipe);

    private TimeSpan Stall()
    {
        var stall = TimeSpan.Zero;
        for (var again = Options.RetransmitAfter; Options.LossRate > 0 && _loss.Chance(Options.LossRate); again *= 2)
        {
            stall += again;
            _faults.Count(FaultKind.Loss);
        }

        return stall;
    }

    private RandomStream Stream(string name) => new(_world.Seed, $"link {From} {To} {name}");
}
