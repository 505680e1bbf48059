using System.ComponentModel.DataAnnotations;

namespace Tidings.Blocks.Move;

/// <summary>Bounds of what a pool remembers beside its artifacts. Read once, at start.</summary>
public sealed class PoolOptions
{
    /// <summary>Ids of rejected, ignored and removed artifacts remembered per kind. Default 65536, about 9 MiB; the one that would age first goes first.</summary>
    [Range(1, 1 << 24)]
    public int RefusedMax { get; set; } = 1 << 16;

    /// <summary>How long such an id is remembered. Default 10 minutes: a validator that changed its mind is asked again after it.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan RefusedFor { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a deferred artifact that was given up is not fetched again. Default 30 s, so that a full pool is not filled with the same again at once.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "1.00:00:00")]
    public TimeSpan GivenUpFor { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Changes that wait for one slow subscriber before it is told that it lags. Default 1024.</summary>
    [Range(1, 1 << 20)]
    public int SubscriberBuffer { get; set; } = 1024;
}
