using Tidings.Blocks.Bandwidth;
using Tidings.Blocks.Prioritize;

namespace Tidings.Pipelines.Routing;

/// <summary>How two values of a signal become one while the first still waits.</summary>
internal static class Merge
{
    public static T First<T>(T earlier, T later) => earlier;

    public static Grants Grants(Grants earlier, Grants later) => new([.. earlier.Items, .. later.Items]);

    /// <summary>What waits belongs to the signal, and grows: under load hundreds end before prioritize has its turn.</summary>
    public static PrioritizeFinished Finished(PrioritizeFinished earlier, PrioritizeFinished later)
    {
        if (earlier.Downloads is not List<FinishedDownload> downloads)
        {
            return new PrioritizeFinished(new List<FinishedDownload>([.. earlier.Downloads, .. later.Downloads]));
        }

        downloads.AddRange(later.Downloads);
        return earlier;
    }

    /// <summary>One entry per lane, however often it wrote.</summary>
    public static RoomFreed Room(RoomFreed earlier, RoomFreed later)
    {
        var lanes = earlier.Lanes.ToList();
        foreach (var lane in later.Lanes)
        {
            var known = lanes.FindIndex(other => (other.Peer, other.Session, other.Lane) == (lane.Peer, lane.Session, lane.Lane));
            if (known < 0)
            {
                lanes.Add(lane);
            }
            else
            {
                lanes[known] = lane with { Bytes = lanes[known].Bytes + lane.Bytes };
            }
        }

        return new RoomFreed(lanes);
    }
}
