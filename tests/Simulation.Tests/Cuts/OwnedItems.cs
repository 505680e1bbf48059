using Tidings.Blocks.Limits;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Receive;
using Tidings.Blocks.Wire;

namespace Simulation.Tests.Cuts;

/// <summary>Messages that own memory, and the account that they are charged to.</summary>
internal sealed class OwnedItems
{
    public static readonly NodeId Peer = new([1, .. new byte[31]]);

    private readonly ByteLedger _ledger = new(new LedgerOptions(), []);

    public long Charged => _ledger.Snapshot().Peers.Sum(account => account.Bytes);

    public static PeerMessage Joined => new PeerChanged(new PeerJoined(Peer, 1, 1, []));

    public DecodedMessage Chunk(byte content)
    {
        var buffer = _ledger.TryRent(Peer, 100)!;
        buffer.Memory.Span.Fill(content);
        return new DecodedMessage(Peer, 1, 0, "memo", new ChunkMessage("memo", 7, 0, [], buffer.Memory), buffer);
    }
}
