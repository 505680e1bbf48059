using Tidings.Blocks.Dedupe;

namespace Tidings.Blocks.Prioritize;

/// <summary>What handling one input of the prioritize stage asks its shell to do.</summary>
internal sealed class PriorityEffects
{
    private readonly List<HolderChange> _holders = [];
    private readonly List<DownloadOrder> _orders = [];

    /// <summary>Adverts that a peer lost because it brought too many.</summary>
    public int Displaced { get; set; }

    /// <summary>Bytes for which deferred artifacts are asked to make room; 0 when memory is not short.</summary>
    public long ReclaimDeferred { get; set; }

    public void Forward(HolderChange change) => _holders.Add(change);

    public void Add(DownloadOrder order) => _orders.Add(order);

    /// <summary>In the order in which the download stage needs them: who holds what, before what is to be done.</summary>
    public IReadOnlyList<DownloadOrder> ToOrders() => _holders.Count == 0 ? _orders : [new ChangeHolders(_holders), .. _orders];
}
