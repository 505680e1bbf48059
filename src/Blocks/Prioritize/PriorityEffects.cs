using Tidings.Blocks.Dedupe;

namespace Tidings.Blocks.Prioritize;

/// <summary>What handling one input of the prioritize stage asks its shell to do. Of one stage, used again for each input.</summary>
internal sealed class PriorityEffects
{
    private readonly List<HolderChange> _holders = [];
    private readonly List<DownloadOrder> _orders = [];

    /// <summary>Adverts that a peer lost because it brought too many.</summary>
    public int Displaced { get; set; }

    /// <summary>Bytes for which deferred artifacts are asked to make room; 0 when memory is not short.</summary>
    public long ReclaimDeferred { get; set; }

    public void Forward(in HolderChange change) => _holders.Add(change);

    public void Add(DownloadOrder order) => _orders.Add(order);

    public void Clear()
    {
        _holders.Clear();
        _orders.Clear();
        (Displaced, ReclaimDeferred) = (0, 0);
    }

    /// <summary>In the order in which the download stage needs them: who holds what, before what is to be done. The list is valid until the next input.</summary>
    public IReadOnlyList<DownloadOrder> ToOrders()
    {
        if (_holders.Count > 0)
        {
            _orders.Insert(0, new ChangeHolders([.. _holders]));
            _holders.Clear();
        }

        return _orders;
    }
}
