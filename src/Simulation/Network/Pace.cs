namespace Tidings.Simulation.Network;

/// <summary>A rate in bytes per second, shared by whoever spends from it. Not thread-safe.</summary>
internal sealed class Pace
{
    private const int PortionsPerSecond = 20;

    /// <summary>How soon a rate that was changed is noticed by who waits for it.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(250);

    private TimeSpan _freeAt;

    /// <summary>What goes at once, so that a slow stream is slow and not still for long.</summary>
    public static int Portion(long rate) => (int)Math.Clamp(rate / PortionsPerSecond, 1, int.MaxValue);

    /// <summary>How long to wait before the next bytes; zero when they may go.</summary>
    public TimeSpan Wait(long rate, TimeSpan now) => rate <= 0 ? LookAgain : _freeAt <= now ? TimeSpan.Zero : _freeAt - now < LookAgain ? _freeAt - now : LookAgain;

    public void Spend(long rate, int bytes, TimeSpan now)
    {
        if (rate > 0)
        {
            _freeAt = (_freeAt > now ? _freeAt : now) + TimeSpan.FromSeconds((double)bytes / rate);
        }
    }
}
