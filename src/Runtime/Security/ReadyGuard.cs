namespace Tidings.Runtime.Security;

/// <summary>
/// Bounds what one socket may cost until READY, in time and in bytes. At the deadline it cancels <see cref="Deadline"/> and closes the
/// stream, so that no forgotten read keeps a place. Starts with its construction.
/// </summary>
internal sealed class ReadyGuard : IDisposable
{
    private const int Pending = 0, IsReady = 1, IsLate = 2;

    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenRegistration _late;
    private readonly ReadyGuardStream _stream;
    private int _state = Pending;

    public ReadyGuard(Stream inner, HandshakeOptions options, TimeProvider time)
    {
        _stream = new ReadyGuardStream(inner, options.BytesBeforeReadyMax);
        _deadline = new CancellationTokenSource(options.Deadline, time);
        Deadline = _deadline.Token;
        _late = Deadline.UnsafeRegister(static s => ((ReadyGuard)s!).CloseIfPending(), this);
    }

    /// <summary>The counted stream; TLS runs on this one.</summary>
    public Stream Stream => _stream;

    /// <summary>Cancelled when READY did not come in time.</summary>
    public CancellationToken Deadline { get; }

    /// <summary>Which bound was broken, if any.</summary>
    public HandshakeRefusal? Tripped =>
        _stream.Exceeded ? HandshakeRefusal.TooManyBytes
        : Volatile.Read(ref _state) == IsLate ? HandshakeRefusal.Timeout
        : null;

    /// <summary>Lifts both bounds for good.</summary>
    /// <returns>False when the deadline came first: the stream is closed.</returns>
    public bool TryReady()
    {
        if (Interlocked.CompareExchange(ref _state, IsReady, Pending) == IsLate)
        {
            return false;
        }

        _stream.Lift();
        Dispose();
        return true;
    }

    public void Dispose()
    {
        _late.Unregister();
        _deadline.Dispose();
    }

    private void CloseIfPending()
    {
        if (Interlocked.CompareExchange(ref _state, IsLate, Pending) == Pending)
        {
            _stream.Dispose();
        }
    }
}
