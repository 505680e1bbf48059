using Tidings.Blocks;
using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Prioritize;

namespace Tidings.Pipelines.Routing;

/// <summary>How two values of a signal become one while the first still waits.</summary>
internal static class Merge
{
    public static T First<T>(T earlier, T later) => earlier;

    /// <summary>Into the earlier one, which belongs to the signal until it is taken.</summary>
    public static Grants Grants(Grants earlier, Grants later)
    {
        earlier.Items.AddRange(later.Items);
        return earlier;
    }

    public static PrioritizeFinished Finished(PrioritizeFinished earlier, PrioritizeFinished later) =>
        new(MergedList<FinishedDownload>.Of(earlier.Downloads, later.Downloads));

    /// <summary>Into the earlier one. One entry per lane, however often it wrote.</summary>
    public static RoomFreed Room(RoomFreed earlier, RoomFreed later)
    {
        foreach (var lane in later.Lanes)
        {
            Add(earlier.Lanes, lane);
        }

        return earlier;
    }

    private static void Add(List<LaneRoom> lanes, LaneRoom lane)
    {
        for (var i = 0; i < lanes.Count; i++)
        {
            var known = lanes[i];
            if (known.Session == lane.Session && known.Lane == lane.Lane && known.Peer == lane.Peer)
            {
                lanes[i] = lane with { Bytes = known.Bytes + lane.Bytes };
                return;
            }
        }

        lanes.Add(lane);
    }
}
