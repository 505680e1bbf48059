using System.Globalization;
using Tidings.Node.Files;
using Tidings.Pipelines.Configuration;
using Tidings.Pipelines.Publishing;

namespace Tidings.Node.Http;

/// <summary>Lets submissions in while the pool is below its threshold and few others are under way. Thread-safe.</summary>
internal sealed class IngressThrottle(IPool<FileArtifact> pool, HttpOptions options, TidingsOptions node)
{
    private int _inside;

    public string RetryAfter => options.RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);

    /// <summary>A place to be disposed, or null when the submission has to come again.</summary>
    public IDisposable? TryEnter()
    {
        if (pool.Count > options.ThrottleAbove * node.Kinds[FileKind.Name].Slots)
        {
            return null;
        }

        if (Interlocked.Increment(ref _inside) > options.ConcurrentSubmissionsMax)
        {
            Interlocked.Decrement(ref _inside);
            return null;
        }

        return new Place(this);
    }

    private sealed class Place(IngressThrottle throttle) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref throttle._inside);
    }
}
