using Tidings.Simulation.Faults;
using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Scenarios.Kinds;

/// <summary>What is wrong with the validators of one machine at the moment; it outlives the processes on it. Default: nothing.</summary>
internal sealed class NodeTrouble
{
    private readonly FaultCounter _faults;
    private readonly RandomStream _random;

    /// <summary>A machine on which nothing ever goes wrong.</summary>
    public NodeTrouble()
        : this(new FaultCounter(), new RandomStream(0, "no trouble"))
    {
    }

    public NodeTrouble(FaultCounter faults, RandomStream random) => (_faults, _random) = (faults, random);

    /// <summary>L1: longest time that one judgement takes; drawn anew for each. Zero: none.</summary>
    public TimeSpan Slow { get; set; }

    /// <summary>L2: probability that a judgement throws.</summary>
    public double ThrowRate { get; set; }

    /// <summary>L3: probability that a judgement never ends, whatever its token says.</summary>
    public double HangRate { get; set; }

    /// <summary>What a judgement suffers before it can begin.</summary>
    /// <exception cref="InvalidOperationException">The trouble is that it throws.</exception>
    public async ValueTask BefallAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        if (HangRate > 0 && _random.Chance(HangRate))
        {
            _faults.Count(FaultKind.HangingValidator);
            await new TaskCompletionSource().Task;
        }

        if (Slow > TimeSpan.Zero)
        {
            _faults.Count(FaultKind.SlowValidator);
            await Task.Delay(_random.Between(TimeSpan.Zero, Slow), time, cancellationToken);
        }

        if (ThrowRate > 0 && _random.Chance(ThrowRate))
        {
            _faults.Count(FaultKind.ThrowingValidator);
            throw new InvalidOperationException("The validator of this machine throws now and then.");
        }
    }

    /// <summary>Everything is well again.</summary>
    public void Heal() => (Slow, ThrowRate, HangRate) = (TimeSpan.Zero, 0, 0);
}
