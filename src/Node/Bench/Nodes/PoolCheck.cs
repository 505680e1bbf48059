using System.Security.Cryptography;
using Tidings.Blocks.Artifacts;
using Tidings.Node.Bench.Load;
using Tidings.Node.Files;
using Tidings.Pipelines.Publishing;

namespace Tidings.Node.Bench.Nodes;

/// <summary>Opens a hundredth of each pool and compares hashes: of the bytes that it holds, and of the bytes that were published.</summary>
internal static class PoolCheck
{
    private const int Every = 100;

    /// <param name="pools">Of nodes one after the other.</param>
    /// <param name="payloads">What was published.</param>
    /// <param name="first">The first of these nodes.</param>
    public static Verification Run(IReadOnlyList<IPool<FileArtifact>> pools, IReadOnlyList<Payloads> payloads, int first = 0)
    {
        var wrong = new List<string>();
        var count = 0;
        foreach (var (index, pool) in pools.Index())
        {
            var node = first + index;
            var ids = pool.Ids();
            if (ids.Count == 0)
            {
                wrong.Add($"node {node} holds nothing");
            }

            for (var i = 0; i < ids.Count; i += Every)
            {
                count++;
                if (Fault(pool, ids[i], payloads) is { } fault)
                {
                    wrong.Add($"node {node}: {fault}");
                }
            }
        }

        return new Verification(count, wrong);
    }

    private static string? Fault(IPool<FileArtifact> pool, ArtifactId id, IReadOnlyList<Payloads> payloads)
    {
        using var lease = pool.Open(id);
        if (lease is null)
        {
            return $"{id} is listed and not there";
        }

        var number = Payloads.NumberOf(lease.Artifact.Name);
        if (number < 0 || Payloads.SetOf(number) >= payloads.Count)
        {
            return $"'{lease.Artifact.Name}' was not published";
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(FileCodec.Header(lease.Artifact.Name));
        foreach (var segment in lease.Artifact.Body)
        {
            hash.AppendData(segment.Span);
        }

        return hash.GetHashAndReset().AsSpan().SequenceEqual(SHA256.HashData(payloads[Payloads.SetOf(number)].Again(number))) ? null : $"artifact {number} has other bytes";
    }
}
