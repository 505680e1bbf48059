using System.ComponentModel.DataAnnotations;

namespace Tidings.Blocks.Validate;

/// <summary>How candidates are judged. Read once, at start.</summary>
public sealed class ValidateOptions
{
    /// <summary>Candidates of one kind judged at the same time. Default 4.</summary>
    [Range(1, 1024)]
    public int Parallelism { get; set; } = 4;

    /// <summary>Time for one judgement. Default 30 s; over it the verdict is a fault and the candidate is judged again later.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A deferred candidate is judged again at most once in this time. Default 100 ms: bounds what a busy pool costs in judgements.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan RejudgeInterval { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Candidates of one kind that wait to be judged again. Default 1024; over it the lowest class is given up first and fetched again later.</summary>
    [Range(1, 1 << 20)]
    public int DeferredMax { get; set; } = 1024;

    /// <summary>Wait after the first fault of a candidate. Default 1 s; doubles with each fault.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan FaultRetryMin { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait after a fault. Default 5 minutes; at least <see cref="FaultRetryMin"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan FaultRetryMax { get; set; } = TimeSpan.FromMinutes(5);
}
