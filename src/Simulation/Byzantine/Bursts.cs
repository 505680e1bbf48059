namespace Tidings.Simulation.Byzantine;

/// <summary>How a flood comes: often, and never less than a few at a time, as one frame of many costs a run no more steps than one of one.</summary>
/// <param name="perSecond">Items per second and peer; fewer than one are as one.</param>
/// <param name="most">Items that one frame may carry.</param>
internal readonly struct Bursts(double perSecond, int most)
{
    private const int Least = 16;

    private static readonly TimeSpan s_often = TimeSpan.FromMilliseconds(100);

    /// <summary>Between two frames to one peer.</summary>
    public TimeSpan Interval => perSecond * s_often.TotalSeconds >= Least ? s_often : TimeSpan.FromSeconds(Least / Math.Max(1, perSecond));

    /// <summary>Items of a frame.</summary>
    public int Count => (int)Math.Clamp(perSecond * Interval.TotalSeconds, 1, most);
}
