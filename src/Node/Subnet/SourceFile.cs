namespace Tidings.Node.Subnet;

/// <summary>A file to publish: where it is, and the name it is broadcast under.</summary>
internal sealed record SourceFile(string Path, string Name, long Size);
