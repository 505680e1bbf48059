namespace Tidings.Runtime.Security;

/// <summary>
/// Who may come in before it has proved anything, and how many compute at a time. A core: not thread-safe, told the time. A socket
/// enters, waits for its turn, starts, is proved (which frees the computing place) and leaves when READY or lost.
/// </summary>
internal sealed class HandshakeGate
{
    private readonly HandshakeOptions _options;
    private readonly AddressFailures _failures;
    private readonly Dictionary<long, Visit> _inside = [];
    private readonly Dictionary<string, int> _unfinished = new(StringComparer.Ordinal);
    private readonly LinkedList<long> _waiting = [];
    private long _lastTicket;

    public HandshakeGate(HandshakeOptions options)
    {
        OptionMistakes.ThrowIfAny(options.Mistakes(), nameof(options));
        _options = options;
        _failures = new AddressFailures(options.FailuresPerAddressMax, options.AddressWindow, options.AddressesRememberedMax);
    }

    private enum Phase
    {
        Waiting,
        Computing,
        Proved,
    }

    /// <summary>Sockets that are not READY.</summary>
    public int Inside => _inside.Count;

    /// <summary>Handshakes that compute now.</summary>
    public int Computing { get; private set; }

    /// <summary>Takes a socket in, or says why not. A refused one costs its address nothing: else a full house would lock honest nodes out.</summary>
    /// <param name="address">The key of <see cref="AddressKey"/>.</param>
    /// <param name="now">Monotonic.</param>
    /// <param name="ticket">Names the socket in all later calls.</param>
    public AdmissionRefusal? TryEnter(string address, TimeSpan now, out long ticket)
    {
        ticket = 0;
        if (_inside.Count >= _options.UnauthenticatedSocketsMax)
        {
            return AdmissionRefusal.TooManySockets;
        }

        var unfinished = _unfinished.GetValueOrDefault(address);
        if (unfinished + _failures.Count(address, now) >= _options.FailuresPerAddressMax)
        {
            return AdmissionRefusal.AddressOverLimit;
        }

        ticket = ++_lastTicket;
        _unfinished[address] = unfinished + 1;
        _inside.Add(ticket, new Visit(address, _waiting.AddLast(ticket)));
        return null;
    }

    /// <summary>The next socket whose handshake may begin, in the order of entry; false when none waits or all places compute.</summary>
    public bool TryStart(out long ticket)
    {
        ticket = 0;
        if (Computing >= _options.ConcurrentHandshakesMax || _waiting.First is not { } next)
        {
            return false;
        }

        ticket = next.Value;
        _waiting.RemoveFirst();
        _inside[ticket].Phase = Phase.Computing;
        Computing++;
        return true;
    }

    /// <summary>Its key is proved; HELLO and READY still follow, which cost no computing.</summary>
    /// <exception cref="InvalidOperationException">The socket is not computing.</exception>
    public void Proved(long ticket)
    {
        if (!_inside.TryGetValue(ticket, out var visit) || visit.Phase != Phase.Computing)
        {
            throw new InvalidOperationException($"Socket {ticket} has no handshake under way.");
        }

        visit.Phase = Phase.Proved;
        Computing--;
    }

    /// <summary>The socket is READY, or is gone without it, which counts against its address. A ticket that left already is ignored.</summary>
    public void Leave(long ticket, bool ready, TimeSpan now)
    {
        if (!_inside.Remove(ticket, out var visit))
        {
            return;
        }

        switch (visit.Phase)
        {
            case Phase.Waiting:
                _waiting.Remove(visit.Place);
                break;
            case Phase.Computing:
                Computing--;
                break;
        }

        var left = _unfinished[visit.Address] - 1;
        if (left == 0)
        {
            _unfinished.Remove(visit.Address);
        }
        else
        {
            _unfinished[visit.Address] = left;
        }

        if (!ready)
        {
            _failures.Add(visit.Address, now);
        }
    }

    private sealed class Visit(string address, LinkedListNode<long> place)
    {
        public string Address { get; } = address;

        public LinkedListNode<long> Place { get; } = place;

        public Phase Phase { get; set; }
    }
}
