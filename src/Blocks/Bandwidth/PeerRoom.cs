using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Blocks.Bandwidth;

/// <summary>One session: its lanes and its rate.</summary>
internal sealed class PeerRoom(NodeId id, long session, TokenBucket bucket)
{
    private readonly List<LaneState> _lanes = [];

    public NodeId Id => id;

    public long Session => session;

    public TokenBucket Bucket => bucket;

    public IReadOnlyList<LaneState> Lanes => _lanes;

    /// <summary>The lane, or null for a number that no lane may have: a peer names lanes, and must not grow this table by it.</summary>
    public LaneState? Lane(int number)
    {
        if (number is < 0 or >= WireLimits.LanesMax)
        {
            return null;
        }

        while (_lanes.Count <= number)
        {
            _lanes.Add(new LaneState(this, _lanes.Count));
        }

        return _lanes[number];
    }
}
