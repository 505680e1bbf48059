namespace Tidings.Runtime.Peers;

/// <summary>Loops that belong to somebody: they run on the node's scheduler, and their task is held and awaited by the one who started them.</summary>
internal static class LoopExtensions
{
    public static Task StartLoop(this TaskScheduler scheduler, Func<Task> loop) =>
        Task.Factory.StartNew(loop, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();

    public static Task<T> StartLoop<T>(this TaskScheduler scheduler, Func<Task<T>> loop) =>
        Task.Factory.StartNew(loop, CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler).Unwrap();
}
