using System.Text.Json.Nodes;
using Tidings.Simulation.Network;

namespace Tidings.Node.Simulate.Files;

/// <summary>How every link of a scenario behaves, as a file says it.</summary>
internal static class LinkFields
{
    /// <summary>Most of a rate of loss: above it nothing gets through in any time.</summary>
    private const double LossMax = 0.9;

    private static readonly TimeSpan LatencyMax = TimeSpan.FromMinutes(1);

    public static LinkOptions Read(JsonFields fields)
    {
        var usual = new LinkOptions();
        var least = fields.Milliseconds("latencyMinMs", LatencyMax, usual.LatencyMin);
        var most = fields.Milliseconds("latencyMaxMs", LatencyMax, least > usual.LatencyMax || fields.Has("latencyMinMs") ? least : usual.LatencyMax);
        return usual with
        {
            LatencyMin = least,
            LatencyMax = most < least ? fields.Wrong("latencyMaxMs", "is less than latencyMinMs", least) : most,
            JitterMean = fields.Milliseconds("jitterMeanMs", LatencyMax, usual.JitterMean),
            LossRate = fields.Number("lossRate", 0, LossMax, usual.LossRate),
            RetransmitAfter = fields.Milliseconds("retransmitAfterMs", LatencyMax, usual.RetransmitAfter),
            BytesPerSecondMax = fields.Has("bytesPerSecondMax") ? fields.Long("bytesPerSecondMax", 1, long.MaxValue) : null,
            WindowBytes = fields.Int("windowBytes", 1024, 1 << 30, usual.WindowBytes),
            SegmentBytesMax = fields.Has("segmentBytesMax") ? fields.Int("segmentBytesMax", 1, 1 << 30) : null,
            CorruptionRate = fields.Number("corruptionRate", 0, 1, usual.CorruptionRate),
        };
    }

    public static JsonObject Write(LinkOptions link)
    {
        var usual = new LinkOptions();
        var json = new JsonObject { ["latencyMinMs"] = link.LatencyMin.TotalMilliseconds, ["latencyMaxMs"] = link.LatencyMax.TotalMilliseconds };
        Put("jitterMeanMs", link.JitterMean.TotalMilliseconds, usual.JitterMean.TotalMilliseconds);
        Put("lossRate", link.LossRate, usual.LossRate);
        Put("retransmitAfterMs", link.RetransmitAfter.TotalMilliseconds, usual.RetransmitAfter.TotalMilliseconds);
        Put("bytesPerSecondMax", link.BytesPerSecondMax, usual.BytesPerSecondMax);
        Put("windowBytes", link.WindowBytes, usual.WindowBytes);
        Put("segmentBytesMax", link.SegmentBytesMax, usual.SegmentBytesMax);
        Put("corruptionRate", link.CorruptionRate, usual.CorruptionRate);
        return json;

        void Put<T>(string name, T value, T usually)
        {
            if (!Equals(value, usually))
            {
                json[name] = JsonValue.Create(value);
            }
        }
    }
}
