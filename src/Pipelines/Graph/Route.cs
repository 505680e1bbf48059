namespace Tidings.Pipelines.Graph;

/// <summary>What a route takes of an item; false when the item is not for it.</summary>
internal delegate bool Pick<in T, TIn>(T item, out TIn picked);

/// <summary>One way out of a stage that fans out.</summary>
internal abstract class Route<T>
{
    /// <summary>False when the item is not for this route. Otherwise it is passed on, or will be when <paramref name="waiting"/> ends.</summary>
    public abstract bool TryPass(T item, out Task? waiting);

    public abstract void End(Exception? fault);
}

/// <inheritdoc />
internal sealed class Route<T, TIn>(Pick<T, TIn> pick, ChannelEdge<TIn> edge) : Route<T>
{
    public override bool TryPass(T item, out Task? waiting)
    {
        waiting = null;
        if (!pick(item, out var picked))
        {
            return false;
        }

        if (!edge.TryWrite(picked))
        {
            waiting = WaitAsync(picked);
        }

        return true;
    }

    public override void End(Exception? fault)
    {
        if (fault is null)
        {
            edge.Complete();
        }
        else
        {
            edge.Fault(fault);
        }
    }

    private async Task WaitAsync(TIn picked)
    {
        if (!await edge.WriteAsync(picked, CancellationToken.None))
        {
            edge.Discard(picked);
        }
    }
}
