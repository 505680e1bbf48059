using Microsoft.Extensions.Logging;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Runtime.Peers.Lanes;

/// <summary>
/// Frames that end their connection because nothing after them can be read: counted, blamed on their sender, whose channel vouches for every byte, and
/// logged once per episode, however often it comes back with the same. Thread-safe.
/// </summary>
internal sealed partial class BadFrames(FrameInstruments instruments, IOffenceSink offences, NodeClock clock, ILogger<BadFrames> logger)
{
    private const int EpisodesMax = 4096;
    private static readonly TimeSpan s_episodeQuiet = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly EpisodeBook _episodes = new(EpisodesMax, s_episodeQuiet);

    /// <summary>A stream that broke off in the midst of a frame is not for here: that is an accident.</summary>
    public void Refuse(NodeId peer, int lane, WireError error)
    {
        instruments.Refused(error);
        offences.Report(peer, Offence.BadFrame, error.ToString());
        bool isNews;
        lock (_lock)
        {
            isNews = _episodes.Begins(peer.ToString(), error.ToString(), clock.Now);
        }

        if (isNews)
        {
            LogRefused(peer, lane, error);
        }
    }
}
