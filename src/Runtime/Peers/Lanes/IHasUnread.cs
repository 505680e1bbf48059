namespace Tidings.Runtime.Peers.Lanes;

/// <summary>Knows whether bytes have come that nobody has read yet.</summary>
internal interface IHasUnread
{
    /// <summary>Whether bytes wait to be read: the system holds them, and the turn of whoever reads has not come. False where that cannot be told.</summary>
    bool HasUnread { get; }
}
