namespace Tidings.Runtime.Peers.Sessions;

/// <summary>When one lane to one peer is dialled next: one dial at a time, waits that double with jitter, anew after a lane that lived. Not thread-safe.</summary>
internal sealed class DialSchedule(PeersOptions options, Random random)
{
    private int _attempts;
    private int _failures;
    private TimeSpan _upSince;

    /// <summary>Not before this time.</summary>
    public TimeSpan Due { get; private set; }

    /// <summary>A dial is under way; there is never a second one.</summary>
    public bool InFlight { get; private set; }

    /// <summary>The number of this attempt, from 0; the peer's addresses are tried in turn by it.</summary>
    public int Begin()
    {
        InFlight = true;
        return _attempts++;
    }

    /// <summary>The dial came to its end, whatever became of it.</summary>
    public void Finished() => InFlight = false;

    public void Failed(TimeSpan now)
    {
        InFlight = false;
        Due = now + NextWait();
    }

    /// <summary>The lane is up, whoever dialled it.</summary>
    public void Up(TimeSpan now) => _upSince = now;

    public void Lost(TimeSpan now)
    {
        if (now - _upSince >= options.StableAfter)
        {
            _failures = 0;
            Due = now;
        }
        else
        {
            Due = now + NextWait();
        }
    }

    /// <summary>The peer's addresses changed: what failed before says nothing.</summary>
    public void Forget(TimeSpan now)
    {
        _failures = 0;
        Due = now;
    }

    /// <summary>Between half and the whole of the doubled wait, so that nodes which lost each other together do not dial together.</summary>
    private TimeSpan NextWait()
    {
        var whole = options.DialBackoffMax;
        if (_failures < 30)
        {
            var doubled = options.DialBackoffMin * (2L << _failures);
            whole = doubled < whole ? doubled : whole;
        }

        _failures++;
        var half = whole / 2 > options.DialBackoffMin ? whole / 2 : options.DialBackoffMin;
        return half >= whole ? whole : half + ((whole - half) * random.NextDouble());
    }
}
