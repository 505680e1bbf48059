namespace Tidings.Blocks;

/// <summary>
/// What a source of ours asks first of a target of ours: one call and no header, for the case that there is room. Only after a refusal the offer protocol of
/// TPL Dataflow is spoken, which says why, and comes back for the item.
/// </summary>
internal interface IStageTarget<in T>
{
    /// <summary>True: the item is the target's. False: offer it; it may be full, at its end, or have others that wait before this one. Never waits.</summary>
    bool TryAccept(T item);
}
