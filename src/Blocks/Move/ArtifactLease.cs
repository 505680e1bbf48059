using Tidings.Blocks.Artifacts;
using Tidings.Blocks.Content;

namespace Tidings.Blocks.Move;

/// <summary>An artifact of a pool, kept readable until this is disposed. For one reader at a time.</summary>
/// <typeparam name="T">The artifact.</typeparam>
public sealed class ArtifactLease<T> : IDisposable
    where T : IArtifact<T>
{
    private readonly ArtifactContent _content;
    private int _isDisposed;

    internal ArtifactLease(Advert advert, T artifact, ArtifactContent content)
    {
        Advert = advert;
        Artifact = artifact;
        _content = content;
    }

    /// <summary>Its id, size, rank and maker.</summary>
    public Advert Advert { get; }

    /// <summary>The decoded view; it may refer to the bytes, so it is valid until the lease is disposed.</summary>
    public T Artifact { get; }

    /// <summary>The encoded bytes, chunk by chunk.</summary>
    /// <exception cref="ObjectDisposedException">The lease was disposed.</exception>
    public ArtifactContent Content
    {
        get
        {
            ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
            return _content;
        }
    }

    /// <summary>Gives the bytes back. A second call does nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _content.Release();
        }
    }
}
