using Microsoft.Extensions.Logging;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Download;

/// <summary>Reports what peers did that no honest one does; logged once per session and offence.</summary>
internal sealed class PeerBlame(IOffenceSink offences, ILogger logger)
{
    private readonly HashSet<(NodeId Peer, Offence Offence)> _logged = [];

    public void Report(Blame blame)
    {
        offences.Report(blame.Peer, blame.Offence, blame.Detail);
        if (_logged.Add((blame.Peer, blame.Offence)))
        {
            DownloadLog.Blamed(logger, blame.Peer.ToShortString(), blame.Offence, blame.Detail);
        }
    }

    /// <summary>A session began or ended.</summary>
    public void Forget(NodeId peer) => _logged.RemoveWhere(logged => logged.Peer == peer);
}
