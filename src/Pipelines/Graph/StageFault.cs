namespace Tidings.Pipelines.Graph;

/// <summary>A stage that ended by an exception: its own, or that of the branch before it.</summary>
/// <param name="Stage">The name of the stage.</param>
/// <param name="Exception">What ended it.</param>
internal sealed record StageFault(string Stage, Exception Exception);
