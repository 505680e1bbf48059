using System.Globalization;
using Tidings.Simulation.Kernel;

namespace Tidings.Simulation.Scenarios.Drawing;

/// <summary>Draws the nodes' configuration: each option keeps its default, or with some probability takes a value that shows other ways through the code.</summary>
internal static class OptionDraw
{
    private const double Probability = 0.25;

    /// <summary>The options, and the values that are tried. Small tables and queues make every "full" happen; short and long times change who is first.</summary>
    private static readonly (string Key, string[] Values)[] Choices =
    [
        ("Bandwidth:BurstBytes", ["65536"]),
        ("Bandwidth:QuantumBytes", ["4096"]),
        ("Bandwidth:SendBytesPerSecondMax", ["65536", "1048576"]),
        ("Bandwidth:SendBytesPerSecondPerPeerMax", ["32768", "262144"]),
        ("Dedupe:AbsentPeersMax", ["0", "1"]),
        ("Download:FetchTurn", ["2"]),
        ("Download:HedgeMax", ["00:00:00.200", "00:00:05"]),
        ("Download:OutstandingBytesPerPeer", ["1024", "4096"]),
        ("Download:OutstandingRequestsPerPeer", ["1", "2", "8"]),
        ("Download:ParkedFor", ["00:00:00", "00:00:05"]),
        ("Download:PushGrace", ["00:00:00", "00:00:01"]),
        ("Download:WithheldAfter", ["00:00:01"]),
        ("Kinds:blob:ChunkSize", ["1500", "4096"]),
        ("Kinds:blob:DownloadBytes", ["131072"]),
        ("Kinds:blob:Weight", ["10"]),
        ("Kinds:note:DownloadBytes", ["32768"]),
        ("Kinds:note:PushBelowBytes", ["0", "256"]),
        ("Kinds:note:Weight", ["10"]),
        ("Ledger:PeerDownloadShare", ["0.25", "1"]),
        ("Prioritize:ActiveDownloadsMax", ["1", "2", "4"]),
        ("Prioritize:PassedOverMax", ["1"]),
        ("Prioritize:RerankInterval", ["00:00:00", "00:00:01"]),
        ("Prioritize:RerankSlice", ["1"]),
        ("Publish:AbsentPeersMax", ["0", "1"]),
        ("Publish:DigestPagesMax", ["1"]),
        ("Publish:FrameBytesMax", ["1024"]),
        ("Publish:GatherFor", ["00:00:00", "00:00:00.050"]),
        ("Publish:GatherFromPushes", ["1"]),
        ("Publish:RelayDelay", ["00:00:00", "00:00:01"]),
        ("Publish:RepairBytesPerHeartbeat", ["1"]),
        ("Receive:Capacity", ["1", "4"]),
        ("Serve:BacklogBytesPerPeerMax", ["65536"]),
        ("Serve:RequestsPerPeerMax", ["1", "4"]),
        ("Sessions:DialBackoffMax", ["00:00:02"]),
        ("Sessions:HeartbeatInterval", ["00:00:01", "00:00:03"]),
        ("Sessions:LaneBatchBytes", ["4096"]),
        ("Sessions:LargerDialsAfter", ["00:00:00", "00:00:05"]),
        ("Sessions:LargerFirstDialsAfter", ["00:00:00", "00:00:02"]),
        ("Validate:Deadline", ["00:00:02"]),
        ("Validate:DeferredMax", ["1"]),
        ("Validate:Parallelism", ["1", "2"]),
    ];

    public static SortedDictionary<string, string> Of(long seed)
    {
        var options = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var random = new RandomStream(seed, "draw lanes");
        options["Sessions:Lanes"] = random.Pick(["1", "1", "1", "2", "2", "2", "3", "4"]).ToString(CultureInfo.InvariantCulture);

        // Digests every two seconds, the default, are most of what an idle network does: most seeds spend their steps elsewhere.
        options["Publish:HeartbeatInterval"] = new RandomStream(seed, "draw digests").Pick(["00:00:00.500", "00:00:02", "00:00:02", "00:00:02", .. Enumerable.Repeat("00:00:10", 8)]);
        foreach (var (key, values) in Choices)
        {
            var own = new RandomStream(seed, $"draw option {key}");
            if (own.Chance(Probability))
            {
                options[key] = own.Pick(values);
            }
        }

        return options;
    }
}
