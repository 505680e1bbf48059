namespace Tidings.Blocks.Limits;

/// <summary>One purpose's share of the ledger, for example the pool of a kind. Thread-safe.</summary>
internal interface IByteBudget
{
    /// <summary>Most bytes that it may hold.</summary>
    long LimitBytes { get; }

    /// <summary>Sets bytes aside, or refuses when the budget or the node has no room.</summary>
    IReservation? TryReserve(long bytes);

    /// <summary>Raised when bytes came free after a refusal, once however many were refused. On the thread that freed them: handlers only signal.</summary>
    event Action? Freed;
}
