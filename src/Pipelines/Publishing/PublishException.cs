namespace Tidings.Pipelines.Publishing;

/// <summary>An artifact was not published, and nothing of it is left behind.</summary>
public sealed class PublishException : Exception
{
    internal PublishException(PublishFailure failure, string message)
        : base(message) => Failure = failure;

    /// <summary>Why.</summary>
    public PublishFailure Failure { get; }
}
