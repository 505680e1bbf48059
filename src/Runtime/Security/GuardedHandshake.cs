using System.Security.Authentication;

namespace Tidings.Runtime.Security;

/// <summary>
/// Runs a handshake under its bounds and turns every way it can end into a result. On anything but success the stream is disposed at
/// once: a side that was refused in TLS 1.3 believes itself connected and would wait on its first read.
/// </summary>
internal static class GuardedHandshake
{
    public static async ValueTask<HandshakeResult> RunAsync(
        ReadyGuard guard, Stream secured, Func<CancellationToken, Task<HandshakeStep>> prove, CancellationToken cancellationToken)
    {
        var result = await OutcomeAsync(guard, secured, prove, cancellationToken);
        if (result is { Established: true })
        {
            return result;
        }

        guard.Dispose();
        await DisposeQuietlyAsync(secured);
        cancellationToken.ThrowIfCancellationRequested();
        return result;
    }

    private static async ValueTask<HandshakeResult> OutcomeAsync(
        ReadyGuard guard, Stream secured, Func<CancellationToken, Task<HandshakeStep>> prove, CancellationToken cancellationToken)
    {
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(guard.Deadline, cancellationToken);
            var (peer, refusal) = await prove(either.Token);
            return refusal is { } reason
                ? HandshakeResult.Refused(reason, peer, Describe(reason))
                : HandshakeResult.Success(new SecureChannel(peer!.Value, secured, guard));
        }
        catch (Exception e)
        {
            // Whatever a stranger's bytes make the TLS stack throw is a refusal; nothing may reach the accept loop.
            var reason = guard.Tripped ?? Classify(e);
            return HandshakeResult.Refused(reason, null, guard.Tripped is null ? e.Message : Describe(reason));
        }
    }

    private static HandshakeRefusal Classify(Exception e) => e switch
    {
        OperationCanceledException => HandshakeRefusal.Timeout,
        AuthenticationException => HandshakeRefusal.TlsError,
        IOException or ObjectDisposedException => HandshakeRefusal.ConnectionLost,
        _ => HandshakeRefusal.TlsError,
    };

    private static string Describe(HandshakeRefusal reason) => reason switch
    {
        HandshakeRefusal.NoCertificate => "It showed no certificate.",
        HandshakeRefusal.WrongKeyType => "Its key is not an ECDSA P-256 key.",
        HandshakeRefusal.NotAMember => "Its key belongs to no member of this subnet.",
        HandshakeRefusal.NotTheExpectedNode => "Another node answers at this address than the membership says.",
        HandshakeRefusal.OurOwnKey => "It shows our own key: either we dialled ourselves, or two nodes run with one identity.",
        HandshakeRefusal.WrongProtocol => "It does not speak tidings/1.",
        HandshakeRefusal.Timeout => "It was not ready when the deadline came.",
        HandshakeRefusal.TooManyBytes => "It sent more bytes before READY than are allowed.",
        HandshakeRefusal.CheckFailed => "Our own membership check threw.",
        _ => reason.ToString(),
    };

    private static async ValueTask DisposeQuietlyAsync(Stream stream)
    {
        try
        {
            await stream.DisposeAsync();
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The other side was quicker; there is nothing left to close.
        }
    }
}
