using Tidings.Runtime.Transport;

namespace Tidings.Runtime.Tests.Peers;

/// <summary>A transport whose streams a test can cut, or fill with silence in both directions, and whose dials it can see.</summary>
internal sealed class FaultyTransport(ITransport inner) : ITransport
{
    private readonly Lock _lock = new();
    private readonly List<FaultyConnection> _open = [];

    /// <summary>What is written is swallowed, what arrives is not read: streams opened before and after.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Dials fail.</summary>
    public bool IsCut { get; set; }

    /// <summary>What dials throw instead, as the operating system may at any time; null for none.</summary>
    public Exception? Breakdown { get; set; }

    public int Dials { get; private set; }

    public IReadOnlyList<FaultyConnection> Open
    {
        get
        {
            lock (_lock)
            {
                return [.. _open];
            }
        }
    }

    public async ValueTask<IDuplexConnection> ConnectAsync(NodeAddress address, CancellationToken cancellationToken)
    {
        Dials++;
        if (Breakdown is { } breakdown)
        {
            throw breakdown;
        }

        return IsCut ? throw new IOException($"{address} is cut off.") : Wrap(await inner.ConnectAsync(address, cancellationToken));
    }

    public async ValueTask<ITransportListener> ListenAsync(NodeAddress address, CancellationToken cancellationToken) =>
        new Listener(this, await inner.ListenAsync(address, cancellationToken));

    private FaultyConnection Wrap(IDuplexConnection connection)
    {
        var wrapped = new FaultyConnection(this, connection);
        lock (_lock)
        {
            _open.Add(wrapped);
        }

        return wrapped;
    }

    private void Forget(FaultyConnection connection)
    {
        lock (_lock)
        {
            _open.Remove(connection);
        }
    }

    private sealed class Listener(FaultyTransport owner, ITransportListener inner) : ITransportListener
    {
        public NodeAddress LocalAddress => inner.LocalAddress;

        public async ValueTask<IDuplexConnection?> AcceptAsync(CancellationToken cancellationToken) =>
            await inner.AcceptAsync(cancellationToken) is { } connection ? owner.Wrap(connection) : null;

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    internal sealed class FaultyConnection(FaultyTransport owner, IDuplexConnection inner) : AsyncOnlyStream, IDuplexConnection
    {
        private readonly CancellationTokenSource _aborted = new();

        public Stream Stream => this;

        public NodeAddress RemoteAddress => inner.RemoteAddress;

        /// <summary>Puts bytes on the stream that the node did not write. Between two writes of the node only.</summary>
        public ValueTask InjectAsync(ReadOnlyMemory<byte> bytes) => inner.Stream.WriteAsync(bytes);

        public void Abort()
        {
            owner.Forget(this);
            _aborted.Cancel();
            inner.Abort();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await inner.Stream.ReadAsync(buffer, cancellationToken);
            if (owner.IsSilent)
            {
                using var either = CancellationTokenSource.CreateLinkedTokenSource(_aborted.Token, cancellationToken);
                var never = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
                await using var _ = either.Token.UnsafeRegister(static (s, _) => ((TaskCompletionSource<int>)s!).TrySetException(new IOException("Cut.")), never);
                return await never.Task;
            }

            return read;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            owner.IsSilent ? ValueTask.CompletedTask : inner.Stream.WriteAsync(buffer, cancellationToken);

        public override async ValueTask DisposeAsync()
        {
            owner.Forget(this);
            await inner.DisposeAsync();
            await base.DisposeAsync();
        }
    }
}
