using System.Globalization;
using Tidings.Blocks;
using Tidings.Blocks.Peers;
using Tidings.Blocks.Wire;
using Tidings.Runtime.Membership;
using Tidings.Runtime.Peers.Connections;
using Tidings.Runtime.Peers.Lanes;
using Tidings.Runtime.Peers.Sessions;
using Tidings.Runtime.Security;
using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Peers;

/// <summary>What comes to the manager: connections that became lanes or did not, lanes that ended, lists of members.</summary>
internal sealed partial class PeerManager
{
    private void Dial(Dial dial)
    {
        if (_noMore.IsCancellationRequested)
        {
            return;
        }

        var addresses = _services.Membership.AddressesOf(dial.Peer);
        _running.Start(async () =>
        {
            try
            {
                var outcome = await _services.Connector.DialAsync(dial, addresses, _noMore.Token);
                await ArriveAsync(outcome, dial);
            }
            catch (OperationCanceledException) when (_noMore.IsCancellationRequested)
            {
                // The node stops dialling.
            }
            catch (Exception e)
            {
                // A fault of ours must not leave the dial under way for ever: the peer would never be dialled again.
                Failed(e);
                await ArriveAsync(ConnectionOutcome.Refused(null, dial.Peer, Refusal.Of(DisconnectReason.InternalError)), dial);
            }
        });
    }

    private async Task<bool> HandleSocketAsync(IDuplexConnection connection, Action proved)
    {
        var isProved = false;
        var outcome = await _services.Connector.AcceptAsync(
            connection,
            () =>
            {
                isProved = true;
                proved();
            },
            AdmitAsync,
            _noMore.Token);
        await ArriveAsync(outcome, dial: null);

        // A member that is refused for what its HELLO says has cost no more than one that is taken.
        return isProved;
    }

    private async ValueTask<Refusal?> AdmitAsync(NodeId peer, HelloMessage hello)
    {
        var reason = await _services.Mailbox.AskAsync(
            () => ValueTask.FromResult(_table.Refusal(peer, hello.Lane, hello.Incarnation, hello.PeerNonce, hello.Nonce, Now)), DisconnectReason.Stopping);
        return reason is { } refused ? Refusal.Of(refused) : null;
    }

    private async ValueTask ArriveAsync(ConnectionOutcome outcome, Dial? dial)
    {
        var isTaken = await _services.Mailbox.PostAsync(() =>
            outcome.Lane is { } lane ? LaneArrivedAsync(lane, outcome.Theirs!) : RefusedAsync(outcome, dial));
        if (!isTaken && outcome.Lane is { } late)
        {
            await late.DisposeAsync();
        }
    }

    private async ValueTask LaneArrivedAsync(Lane lane, HelloMessage theirs)
    {
        _services.Instruments.HandshakeEstablished();
        _effects.Add(lane);
        if (_noMore.IsCancellationRequested)
        {
            await _effects.ApplyAsync([new Close(lane.Connection.Id, DisconnectReason.Stopping)], "");
            return;
        }

        _episodes.Ends(EpisodeOf(lane.Connection.Peer, lane.Connection.DialledByUs));
        await ApplyAsync(new LaneReady(lane.Connection));
        MembershipSaid(lane.Connection.Peer, theirs.MembershipVersion, theirs.MembershipHash);
    }

    private async ValueTask RefusedAsync(ConnectionOutcome outcome, Dial? dial)
    {
        var (reason, detail) = outcome.Refusal!;
        _services.Instruments.HandshakeRefused(reason);
        if (outcome.Peer is { } peer && reason != DisconnectReason.ConnectionLost)
        {
            // A stream that broke says less than what was known before.
            _services.Directory.Find(peer)?.Ended(reason);
        }

        // Two nodes that dial each other are a matter of course, and so is a bulk lane that comes before its session is READY here.
        if (reason is not (DisconnectReason.DuplicateSession or DisconnectReason.NoSuchSession or DisconnectReason.Stopping)
            && _episodes.Begins(EpisodeOf(outcome.Peer, dial is not null, outcome.Address), $"{reason} {outcome.ByPeer} {detail}", Now))
        {
            LogRefusal(outcome, reason, detail, dial is not null);
        }

        if (dial is not null)
        {
            await ApplyAsync(new DialFailed(dial.Peer, dial.Lane));
        }
    }

    private static string EpisodeOf(NodeId? peer, bool isDialled, NodeAddress? address = null) =>
        $"{peer?.ToString() ?? address?.Host} {(isDialled ? "dialled" : "accepted")}";

    private void LogRefusal(ConnectionOutcome outcome, DisconnectReason reason, string detail, bool isDialled)
    {
        var who = outcome.Peer?.ToString() ?? "somebody";
        if (outcome.ByPeer)
        {
            LogRefusedByPeer(who, outcome.Address, reason, detail);
        }
        else if (isDialled && reason is DisconnectReason.Unreachable or DisconnectReason.ConnectionLost)
        {
            LogDialFailed(who, outcome.Address, reason, detail);
        }
        else
        {
            LogRefusedByUs(who, outcome.Address, reason, detail);
        }
    }

    private void SocketRefused(NodeAddress address, AdmissionRefusal refusal)
    {
        _services.Instruments.HandshakeRefused(DisconnectReason.TooManyHandshakes);

        // Only a line in the log: in a flood of sockets it is the first thing to give up.
        _services.Mailbox.TryPost(() =>
        {
            if (_episodes.Begins(AddressKey.Of(address), refusal.ToString(), Now))
            {
                LogSocketRefused(address, refusal);
            }

            return ValueTask.CompletedTask;
        });
    }

    private async ValueTask LaneEndedAsync(Lane lane, Refusal why)
    {
        _effects.Remove(lane);
        await ApplyAsync(new ConnectionClosed(lane.Connection.Id, why.Reason), why.Detail);
        if (_services.Directory.Find(lane.Connection.Peer) is null)
        {
            // Its last frames were read after it was forgotten, and opened the account anew.
            _services.ForgetMemory(lane.Connection.Peer);
        }
    }

    private async ValueTask MembershipOfferedAsync(MembershipList list)
    {
        var outcome = _services.Membership.Offer(list, Now, out var changed);
        if (outcome is MembershipOutcome.Older or MembershipOutcome.Conflict)
        {
            LogMembershipRefused(list.Version, outcome);
        }

        if (changed is not null)
        {
            LogMembershipAdopted(list.Version, list.Members.Length, changed.Neighbours.Count);
            await NeighboursAsync(changed);
        }
    }

    private async ValueTask NeighboursAsync(NeighboursChanged changed)
    {
        await ApplyAsync(changed);
        foreach (var gone in _services.Directory.Keep(changed.Members))
        {
            _services.Offences.Forget(gone);
            _services.ForgetMemory(gone);
        }

        foreach (var neighbour in changed.Neighbours)
        {
            _services.Directory.Of(neighbour.Id);
        }
    }

    private void MembershipSaid(NodeId peer, ulong version, Hash256 hash)
    {
        if (_table.SessionOf(peer) is not null
            && _services.Membership.Said(peer, version, hash) == MembershipAgreement.Conflict
            && _episodes.Begins($"{peer} membership", version.ToString(CultureInfo.InvariantCulture), Now))
        {
            LogMembershipDiffers(peer, version);
        }
    }
}
