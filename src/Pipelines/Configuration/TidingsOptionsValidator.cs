using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;
using Tidings.Blocks.Limits;

namespace Tidings.Pipelines.Configuration;

/// <summary>Limits that are each in their range and contradict each other.</summary>
internal static class TidingsOptionsValidator
{
    public static void Check(TidingsOptions options, ICollection<string> mistakes)
    {
        InOrder("Download:HedgeMin", options.Download.HedgeMin, "Download:HedgeMax", options.Download.HedgeMax, mistakes);
        InOrder("Download:RetryMin", options.Download.RetryMin, "Download:RetryMax", options.Download.RetryMax, mistakes);
        InOrder("Validate:FaultRetryMin", options.Validate.FaultRetryMin, "Validate:FaultRetryMax", options.Validate.FaultRetryMax, mistakes);
        InOrder("Serve:RetryAfterMin", options.Serve.RetryAfterMin, "Serve:RetryAfterMax", options.Serve.RetryAfterMax, mistakes);
        InOrder("Scores:FirstBan", options.Scores.FirstBan, "Scores:LongestBan", options.Scores.LongestBan, mistakes);
        InOrder("Ledger:PerPeerBytes", options.Ledger.PerPeerBytes, "Ledger:NodeBytes", options.Ledger.NodeBytes, mistakes);
        foreach (var (name, limits) in options.Kinds)
        {
            CheckKind($"Kinds:{name}", limits, options, mistakes);
        }
    }

    private static void CheckKind(string kind, KindLimits limits, TidingsOptions options, ICollection<string> mistakes)
    {
        InOrder($"{kind}:PushBelowBytes", limits.PushBelowBytes, $"{kind}:ChunkSize", limits.ChunkSize, mistakes);
        InOrder($"{kind}:PoolBytes", limits.PoolBytes, "Ledger:NodeBytes", options.Ledger.NodeBytes, mistakes);
        InOrder($"{kind}:DownloadBytes", limits.DownloadBytes, "Ledger:NodeBytes", options.Ledger.NodeBytes, mistakes);
        InOrder($"{kind}:Slots", limits.Slots, "Prioritize:AdvertsPerPeerMax", options.Prioritize.AdvertsPerPeerMax, mistakes);
        var chunkFrame = (long)limits.ChunkSize + ByteLedger.ChunkFrameOverhead;
        if (chunkFrame > options.Ledger.PerPeerBytes)
        {
            mistakes.Add($"A chunk frame of {kind} has {chunkFrame} bytes and would never fit into Ledger:PerPeerBytes, {options.Ledger.PerPeerBytes}.");
        }

        if (limits.MaxBytes > (long)limits.ChunkSize * ContentStore.ChunksMax)
        {
            mistakes.Add($"{kind}:MaxBytes is {limits.MaxBytes}, more than {ContentStore.ChunksMax} chunks of {kind}:ChunkSize, {limits.ChunkSize}.");
        }

        var inMemory = Math.Min(limits.MaxBytes, limits.SpoolAboveBytes);
        if (inMemory > limits.PoolBytes)
        {
            mistakes.Add($"An artifact of {kind} may have {inMemory} bytes in memory and would never fit into {kind}:PoolBytes, {limits.PoolBytes}.");
        }
    }

    private static void InOrder<TValue>(string smallName, TValue small, string largeName, TValue large, ICollection<string> mistakes)
        where TValue : IComparable<TValue>
    {
        if (small.CompareTo(large) > 0)
        {
            mistakes.Add(FormattableString.Invariant($"{smallName} is {small}, above {largeName}, {large}."));
        }
    }
}
