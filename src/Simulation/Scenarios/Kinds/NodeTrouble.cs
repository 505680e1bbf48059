using Tidings.Simulation.Faults;
using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Scenarios.Kinds;

/// <summary>What is wrong with the validators of one machine at the moment; it outlives the processes on it. Default: nothing.</summary>
internal sealed class NodeTrouble
{
    private readonly FaultCounter _faults;
    private readonly RandomStream _random;
    private TimeSpan _slow;
    private double _throwRate;
    private double _hangRate;

    /// <summary>A machine on which nothing ever goes wrong.</summary>
    public NodeTrouble()
        : this(new FaultCounter(), new RandomStream(0, "no trouble"))
    {
    }

    public NodeTrouble(FaultCounter faults, RandomStream random) => (_faults, _random) = (faults, random);

    /// <summary>What a judgement suffers before it can begin.</summary>
    /// <exception cref="InvalidOperationException">The trouble is that it throws.</exception>
    public async ValueTask BefallAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        if (_hangRate > 0 && _random.Chance(_hangRate))
        {
            _faults.Count(FaultKind.HangingValidator);
            await new TaskCompletionSource().Task;
        }

        if (_slow > TimeSpan.Zero)
        {
            _faults.Count(FaultKind.SlowValidator);
            await Task.Delay(_random.Between(TimeSpan.Zero, _slow), time, cancellationToken);
        }

        if (_throwRate > 0 && _random.Chance(_throwRate))
        {
            _faults.Count(FaultKind.ThrowingValidator);
            throw new InvalidOperationException("The validator of this machine throws now and then.");
        }
    }

    /// <summary>From now on.</summary>
    /// <param name="kind">One of the faults of validators.</param>
    /// <param name="amount">Longest time of one judgement in milliseconds, drawn anew for each; or the probability that it throws, or never ends. 0: no more.</param>
    public void Set(FaultKind kind, double amount)
    {
        switch (kind)
        {
            case FaultKind.SlowValidator:
                _slow = TimeSpan.FromMilliseconds(amount);
                break;
            case FaultKind.ThrowingValidator:
                _throwRate = amount;
                break;
            case FaultKind.HangingValidator:
                _hangRate = amount;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "No fault of a validator.");
        }
    }
}
