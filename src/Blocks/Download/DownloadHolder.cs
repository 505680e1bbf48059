using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Download;

/// <summary>A peer that makes the claim, and what it did about it.</summary>
internal sealed class DownloadHolder(NodeId peer, ArtifactId artifact)
{
    public NodeId Peer => peer;

    public ulong Commit { get; private set; }

    public bool IsAdvertised { get; private set; }

    /// <summary>Said that it does not have it: off until a newer commit.</summary>
    public bool IsOff { get; private set; }

    /// <summary>Advertised anew. True if that is news: a commit not seen before, or one that had been taken back.</summary>
    public bool Advertise(ulong commit)
    {
        if (IsAdvertised && commit <= Commit)
        {
            return false;
        }

        IsOff &= commit <= Commit;
        (IsAdvertised, Commit) = (true, commit);
        return true;
    }

    /// <summary>It ceased to advertise. What it said of that advert says nothing of the next one, which may be of another process of the peer.</summary>
    public void Retract() => (IsAdvertised, IsOff) = (false, false);

    public void TakeOff() => IsOff = true;

    /// <summary>Whether it may be asked in this session.</summary>
    public bool IsUsable(PeerLoad? load) =>
        IsAdvertised && !IsOff && load is { IsConnected: true } && !load.SentWrongBytesOf(artifact);
}
