using System.Buffers.Binary;
using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;

namespace Tidings.Blocks.Tests.Limits;

internal static class LimitsWorld
{
    public static NodeId Peer(int number)
    {
        var bytes = new byte[Hash256.Length];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return new NodeId(bytes);
    }

    public static ByteLedger Ledger(LedgerOptions? options = null, long downloadBytes = 64 << 20, long poolBytes = 256 << 20) =>
        new(options ?? new LedgerOptions(), [new("file", new KindLimits { DownloadBytes = downloadBytes, PoolBytes = poolBytes })]);

    public static long Bytes(this ByteLedger ledger, string account) => ledger.Accounts.Single(a => a.Name == account).Bytes;
}
