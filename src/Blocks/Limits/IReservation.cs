namespace Tidings.Blocks.Limits;

/// <summary>Bytes of the ledger set aside before anything is asked for. Disposing gives back what is left, once. Owned by one stage at a time.</summary>
internal interface IReservation : IDisposable
{
    /// <summary>Bytes still reserved.</summary>
    long Bytes { get; }

    /// <summary>Gives a part back.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative, or more than is reserved.</exception>
    void Release(long bytes);

    /// <summary>
    /// Charges another budget and, if that had room, gives the old one back: a download becomes a pool entry without a moment in which
    /// its bytes are charged to nobody. Unchanged when refused.
    /// </summary>
    bool TryMoveTo(IByteBudget budget);
}
