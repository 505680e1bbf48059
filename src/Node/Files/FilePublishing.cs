using Tidings.Blocks.Publish;
using Tidings.Pipelines.Publishing;

namespace Tidings.Node.Files;

/// <summary>Publishing a file from a stream of known length.</summary>
internal static class FilePublishing
{
    /// <exception cref="ArgumentException">The name cannot be broadcast.</exception>
    /// <exception cref="PublishException">The node refuses it, with the reason.</exception>
    public static Task<PublishReceipt> PublishFileAsync(
        this IBroadcaster<FileArtifact> broadcaster, string name, Stream body, long size, CancellationToken cancellationToken)
    {
        if (FileValidator.Fault(name) is { } fault)
        {
            throw new ArgumentException($"'{name}' cannot be published: {fault}.", nameof(name));
        }

        var header = FileCodec.Header(name);
        return broadcaster.PublishEncodedAsync(new PrefixedStream(header, body), header.Length + size, cancellationToken);
    }
}
