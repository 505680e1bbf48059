using Tidings.Simulation.Faults;
using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Network;

/// <summary>What the streams ask of their way. What befalls them is counted here.</summary>
public sealed partial class SimulatedLink
{
    /// <summary>The heavy tail of jitter: one in so many times, and how much longer.</summary>
    private const double TailRate = 0.001;
    private const int TailFactor = 100;

    private readonly RandomStream _latency, _jitter, _loss, _corruption;
    private readonly List<Pipe> _pipes = [];
    private readonly List<Blockade> _blockades = [];
    private readonly Queue<(StreamCut How, long AfterBytes)> _cuts = new();
    private TimeSpan _freeAt;

    /// <summary>Where flipped bits are.</summary>
    internal RandomStream Flips { get; }

    internal void Add(Pipe pipe) => _pipes.Add(pipe);

    internal void Remove(Pipe pipe) => _pipes.Remove(pipe);

    /// <summary>A stream is open: it may be one that is to be cut.</summary>
    internal void Opened(Pipe pipe)
    {
        if (_cuts.TryDequeue(out var cut))
        {
            Cut(pipe, cut.How, cut.AfterBytes);
        }
    }

    internal Blockade Block(FaultKind why)
    {
        var blockade = new Blockade(this, why);
        _blockades.Add(blockade);
        return blockade;
    }

    internal void Lift(Blockade blockade)
    {
        if (_blockades.Remove(blockade) && !IsBlocked)
        {
            Passes();
        }
    }

    /// <summary>Every block, planned cut and other option is gone.</summary>
    internal void Heal()
    {
        Options = _usual;
        _cuts.Clear();
        _pipes.ForEach(static pipe => pipe.Cut = null);
        foreach (var blockade in _blockades.ToArray())
        {
            Lift(blockade);
        }
    }

    /// <summary>What stood in the way is gone.</summary>
    internal void Passes()
    {
        foreach (var pipe in _pipes.ToArray())
        {
            pipe.Passes();
        }
    }

    /// <summary>Something could not pass: each block counts once, when it first matters.</summary>
    internal void Bite() => _blockades.ForEach(blockade => blockade.Bite(_faults));

    internal FaultCounter Faults => _faults;

    /// <summary>When a segment that is sent now arrives.</summary>
    /// <param name="bytes">Its length.</param>
    /// <param name="cost">What it counts for where the rate is limited.</param>
    internal TimeSpan ArrivalOf(int bytes, int cost)
    {
        BytesSent += bytes;
        SegmentsSent++;
        var sent = _world.Clock.Now;
        if (Options.BytesPerSecondMax is { } rate)
        {
            if (_freeAt > sent)
            {
                sent = _freeAt;
                _faults.Tally(FaultKind.Squeeze);
            }

            sent = _freeAt = sent + TimeSpan.FromSeconds((double)cost / rate);
        }

        return sent + Latency() + Stall();
    }

    internal TimeSpan Latency()
    {
        var latency = Options.LatencyMin == Options.LatencyMax ? Options.LatencyMin : _latency.Between(Options.LatencyMin, Options.LatencyMax);
        if (Options.LatencyMin != Options.LatencyMax || Options.LatencyMin != _usual.LatencyMin)
        {
            _faults.Tally(FaultKind.Latency);
        }

        if (Options.JitterMean <= TimeSpan.Zero)
        {
            return latency;
        }

        _faults.Tally(FaultKind.Jitter);
        return latency + (_jitter.Exponential(Options.JitterMean) * (_jitter.Chance(TailRate) ? TailFactor : 1));
    }

    /// <summary>Whether a segment that nobody sends again is lost.</summary>
    internal bool Loses()
    {
        var isLost = Options.LossRate > 0 && _loss.Chance(Options.LossRate);
        if (isLost)
        {
            _faults.Tally(FaultKind.Loss);
        }

        return isLost;
    }

    /// <summary>Whether a write is to be corrupted.</summary>
    internal bool Corrupts()
    {
        var isHit = Options.CorruptionRate > 0 && _corruption.Chance(Options.CorruptionRate);
        if (isHit)
        {
            _faults.Count(FaultKind.Corruption);
        }

        return isHit;
    }

    private TimeSpan Stall()
    {
        var stall = TimeSpan.Zero;
        for (var again = Options.RetransmitAfter; Loses(); again *= 2)
        {
            stall += again;
        }

        return stall;
    }
}
