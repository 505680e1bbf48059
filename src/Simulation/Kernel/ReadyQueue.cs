namespace Tidings.Simulation.Kernel;

/// <summary>What can run now. The seed decides what runs next. Thread-safe: a finalizer or a user's thread may add to it.</summary>
internal sealed class ReadyQueue(RandomStream random)
{
    private const int FirstSize = 256;

    private readonly Lock _gate = new();
    private Step[] _steps = new Step[FirstSize];
    private int _count;

    /// <summary>Steps that wait.</summary>
    public int Count => _count;

    /// <summary>Steps of one host that wait.</summary>
    public int CountOf(SimulatedHost host)
    {
        lock (_gate)
        {
            return _steps.AsSpan(0, _count).ToArray().Count(step => step.Host == host);
        }
    }

    public void Add(in Step step)
    {
        lock (_gate)
        {
            if (_count == _steps.Length)
            {
                Array.Resize(ref _steps, _count * 2);
            }

            _steps[_count++] = step;
        }
    }

    /// <summary>Takes one of them, each as likely as the others.</summary>
    public bool TryTake(out Step step)
    {
        lock (_gate)
        {
            if (_count == 0)
            {
                step = default;
                return false;
            }

            var chosen = _count == 1 ? 0 : random.Below(_count);
            step = _steps[chosen];
            _steps[chosen] = _steps[--_count];
            _steps[_count] = default;
            return true;
        }
    }
}

/// <summary>One thing that can run: a task of a host, or a timer that is due.</summary>
internal readonly record struct Step(SimulatedHost Host, Task? Task, VirtualTimer? Timer, long Arming);
