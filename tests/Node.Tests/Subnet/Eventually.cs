namespace Tidings.Node.Tests.Subnet;

/// <summary>Waits for what a node shows but does not announce: its peers. Looks again and again; the test's deadline ends it.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    public static async Task HoldsAsync(Func<bool> condition, CancellationToken cancellationToken)
    {
        using var look = new PeriodicTimer(Interval);
        while (!condition())
        {
            await look.WaitForNextTickAsync(cancellationToken);
        }
    }
}
