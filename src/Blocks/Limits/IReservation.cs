namespace Tidings.Blocks.Limits;

/// <summary>Bytes of the ledger set aside before anything is asked for. Disposing gives back what is left. Owned by one stage at a time.</summary>
internal interface IReservation : IDisposable
{
    /// <summary>Bytes still reserved.</summary>
    long Bytes { get; }
}
