using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;

namespace Tidings.Runtime.Peers.Handshakes;

/// <summary>What must hold of a peer's HELLO before READY. A pure function; every refusal names both sides' values.</summary>
internal static class HelloRules
{
    /// <summary>The first rule that the peer's HELLO breaks, or null.</summary>
    public static Refusal? Check(LocalHello ours, HelloMessage theirs) =>
        theirs.ProtocolVersion != WireLimits.ProtocolVersion
            ? new Refusal(DisconnectReason.ProtocolVersion, $"protocol version {theirs.ProtocolVersion} there, {WireLimits.ProtocolVersion} here")
        : theirs.Subnet != ours.Subnet
            ? new Refusal(DisconnectReason.OtherSubnet, $"subnet '{theirs.Subnet}' there, '{ours.Subnet}' here")
        : theirs.Lane is < 0 or >= PeersOptions.LanesLimit
            ? new Refusal(DisconnectReason.LaneRefused, $"lane {theirs.Lane} there, at most {PeersOptions.LanesLimit} lanes here")
        : theirs.Kinds.Select(kind => CheckKind(ours, kind)).FirstOrDefault(static refusal => refusal is not null);

    /// <summary>Whether the answer to our HELLO belongs to the lane that we dialled.</summary>
    public static Refusal? CheckAnswer(HelloMessage sent, HelloMessage answer) =>
        answer.Lane != sent.Lane
            ? new Refusal(DisconnectReason.HandshakeOrder, $"HELLO for lane {answer.Lane} there, lane {sent.Lane} was dialled here")
        : sent.Lane > 0 && (answer.Nonce != sent.PeerNonce || answer.PeerNonce != sent.Nonce)
            ? Refusal.Of(DisconnectReason.NoSuchSession)
        : null;

    private static Refusal? CheckKind(LocalHello ours, PeerKind theirs)
    {
        // A kind that only one side has is no mistake: nothing of it passes between the two.
        if (ours.Kinds.FirstOrDefault(kind => kind.Name == theirs.Name)?.Limits is not { } limits)
        {
            return null;
        }

        return limits.ChunkSize != theirs.ChunkSize ? Misfit(theirs.Name, "chunk size", theirs.ChunkSize, limits.ChunkSize)
            : limits.Slots < theirs.Slots ? Misfit(theirs.Name, "slots", theirs.Slots, limits.Slots)
            : limits.MaxBytes < theirs.MaxBytes ? Misfit(theirs.Name, "largest artifact", theirs.MaxBytes, limits.MaxBytes)
            : null;
    }

    private static Refusal Misfit(string kind, string what, long there, long here) =>
        new(DisconnectReason.KindLimits, $"kind '{kind}': {what} {there} there, {here} here");
}
