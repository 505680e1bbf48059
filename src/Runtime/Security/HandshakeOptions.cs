namespace Tidings.Runtime.Security;

/// <summary>What a stranger may cost before it has proved who it is. Read once, when the node starts.</summary>
public sealed class HandshakeOptions
{
    /// <summary>Time from the start of work on a socket to READY, TLS included. Default 3 s; 100 ms to 60 s. Long enough for a slow link, short enough that silent sockets do not fill the places.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>Bytes taken in before READY, counted below TLS. Default 16 KiB; 4 KiB to 1 MiB. A handshake and a HELLO need about 4 KiB; a padded certificate or an endless record is cut here.</summary>
    public int BytesBeforeReadyMax { get; set; } = 16 * 1024;

    /// <summary>Sockets that are not READY, at one time. Default 64; 1 to 65536. Each may hold one TLS endpoint (96 KiB) and the bytes above.</summary>
    public int UnauthenticatedSocketsMax { get; set; } = 64;

    /// <summary>Handshakes that compute at one time; the other sockets wait. Default 8; 1 to 1024. A handshake costs about 2 ms of a core: more at once only makes all slower.</summary>
    public int ConcurrentHandshakesMax { get; set; } = 8;

    /// <summary>Failed and unfinished handshakes of one address within <see cref="AddressWindow"/>. Default 16; 1 to 65536. Successful ones do not count: many nodes may share one address.</summary>
    public int FailuresPerAddressMax { get; set; } = 16;

    /// <summary>How long a failure counts against its address. Default 10 s; 1 s to 1 h.</summary>
    public TimeSpan AddressWindow { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Addresses whose failures are remembered. Default 4096; 1 to 1048576. Over it, the one that failed longest ago is forgotten.</summary>
    public int AddressesRememberedMax { get; set; } = 4096;

    /// <summary>Every value out of range, one sentence each; empty when all is well.</summary>
    internal IEnumerable<string> Mistakes()
    {
        if (Deadline < TimeSpan.FromMilliseconds(100) || Deadline > TimeSpan.FromSeconds(60))
        {
            yield return $"{nameof(Deadline)} is {Deadline}; it must be 100 ms to 60 s.";
        }

        if (AddressWindow < TimeSpan.FromSeconds(1) || AddressWindow > TimeSpan.FromHours(1))
        {
            yield return $"{nameof(AddressWindow)} is {AddressWindow}; it must be 1 s to 1 h.";
        }

        (string Name, int Value, int Min, int Max)[] numbers =
        [
            (nameof(BytesBeforeReadyMax), BytesBeforeReadyMax, 4 * 1024, 1024 * 1024),
            (nameof(UnauthenticatedSocketsMax), UnauthenticatedSocketsMax, 1, 65536),
            (nameof(ConcurrentHandshakesMax), ConcurrentHandshakesMax, 1, 1024),
            (nameof(FailuresPerAddressMax), FailuresPerAddressMax, 1, 65536),
            (nameof(AddressesRememberedMax), AddressesRememberedMax, 1, 1024 * 1024),
        ];
        foreach (var (name, value, min, max) in numbers.Where(static n => n.Value < n.Min || n.Value > n.Max))
        {
            yield return $"{name} is {value}; it must be {min} to {max}.";
        }
    }
}
