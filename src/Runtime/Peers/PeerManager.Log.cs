using Microsoft.Extensions.Logging;
using Tidings.Blocks.Peers;
using Tidings.Runtime.Membership;
using Tidings.Runtime.Security;
using Tidings.Runtime.Telemetry;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Peers;

internal sealed partial class PeerManager
{
    [LoggerMessage(EventIds.HandshakeRefusedByUs, LogLevel.Warning, "The connection with {Peer} at {Address} was refused, {Reason}: {Detail}.")]
    private partial void LogRefusedByUs(string peer, NodeAddress? address, DisconnectReason reason, string detail);

    [LoggerMessage(EventIds.HandshakeRefusedByPeer, LogLevel.Warning, "{Peer} at {Address} refused our connection, {Reason}: {Detail}.")]
    private partial void LogRefusedByPeer(string peer, NodeAddress? address, DisconnectReason reason, string detail);

    [LoggerMessage(EventIds.DialFailed, LogLevel.Information, "{Peer} at {Address} is not reached, {Reason}: {Detail}. It is dialled again.")]
    private partial void LogDialFailed(string peer, NodeAddress? address, DisconnectReason reason, string detail);

    [LoggerMessage(EventIds.SocketRefused, LogLevel.Warning, "A socket from {Address} was closed unheard: {Refusal}.")]
    private partial void LogSocketRefused(NodeAddress address, AdmissionRefusal refusal);

    [LoggerMessage(EventIds.PeerBanned, LogLevel.Warning, "{Peer} is banned for {Time}. Evidence: {Offences}; the last one: {Detail}.")]
    private partial void LogBanned(NodeId peer, TimeSpan time, string offences, string detail);

    [LoggerMessage(EventIds.MembershipAdopted, LogLevel.Information, "Membership version {Version} is in force: {Members} members, {Neighbours} neighbours.")]
    private partial void LogMembershipAdopted(ulong version, int members, int neighbours);

    [LoggerMessage(EventIds.MembershipRefused, LogLevel.Warning, "Membership version {Version} is not taken: {Outcome}. A change of members needs a higher version.")]
    private partial void LogMembershipRefused(ulong version, MembershipOutcome outcome);

    [LoggerMessage(EventIds.MembershipDiffers, LogLevel.Warning, "{Peer} has other members under membership version {Version}: the two nodes are configured differently.")]
    private partial void LogMembershipDiffers(NodeId peer, ulong version);

    [LoggerMessage(EventIds.PeerLoopFailed, LogLevel.Critical, "The peer manager failed in its own code.")]
    private partial void LogFailed(Exception exception);
}
